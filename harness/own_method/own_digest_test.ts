import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { withOwnMethod } from "../../suites/own_method.ts";
import { settingsWith, trainingWith } from "../testing.ts";
import { ownDigestOf } from "./own_digest.ts";

test("runs with a method of one's own are told from others", () => {
  const own = withOwnMethod(trainingWith(), { digest: "d" })!;
  assertEquals(ownDigestOf(own), "d");
  assertEquals(ownDigestOf(trainingWith()), undefined);
  assertEquals(ownDigestOf(settingsWith(1)), undefined);
});
