import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { noiseEnhancement, sgd } from "../methods/mod.ts";
import { trainingMethod } from "./training_method.ts";

const OWN = { name: "user's own", digest: "d" } as const;

test("settings say which method, or that it is the user's", () => {
  const method = noiseEnhancement({ alpha: 2 });
  assertEquals(trainingMethod(OWN, { method }), method);
  assertEquals(trainingMethod({ name: "sgd" }, { method }), sgd());
});

test("the user's is asked for where it is not given", () => {
  assertThrows(() => trainingMethod(OWN, {}), RangeError, "with --method");
});
