import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { claimOn, settingsWith } from "../testing.ts";
import { keepingTheirSeeds } from "./kept_seeds.ts";
import { type SeedChoice, seedsOf } from "./plan.ts";

const cells = { a: settingsWith(1) };
const exact = { ...claimOn(cells), exact: true };
const trained = { ...claimOn(cells), exact: false };
const declared = seedsOf(exact, { tier: "smoke", choice: undefined });

function keeping(choice: SeedChoice | undefined) {
  return keepingTheirSeeds([exact, trained], { tier: "smoke", choice });
}

test("exact claims keep their seeds where others are chosen", () => {
  assertEquals(keeping([1003, 1004]), [exact]);
  assertEquals(keeping({ count: declared.length + 1 }), [exact]);
});

test("nobody is told of seeds that are as chosen", () => {
  assertEquals(keeping(undefined), []);
  assertEquals(keeping(declared), []);
  assertEquals(keeping({ count: declared.length }), []);
});
