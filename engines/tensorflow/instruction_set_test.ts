import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { instructionSet } from "./instruction_set.ts";
import type { Symbols } from "./symbols.ts";

const NAMES = Deno.build.arch === "x86_64" ? ["AVX", "AVX2"] : ["NEON", "SVE"];
const NUMBERS = Deno.build.arch === "x86_64" ? [12, 14] : [1000, 1001];

function setWith(features: readonly number[] | null): string {
  const testCpuFeature = features === null
    ? null
    : (number: number) => features.includes(number);
  return instructionSet({ testCpuFeature } as Symbols);
}

test("the instruction set names what the library may use", () => {
  assertEquals(setWith(NUMBERS), NAMES.join(" "));
  assertEquals(setWith(NUMBERS.slice(0, 1)), NAMES[0]);
  assertEquals(setWith([]), "none");
});

test("a build that does not tell is unknown", () => {
  assertEquals(setWith(null), "unknown");
});
