import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { atLeast, atMost } from "./limit.ts";

test("a limit may be reached", () => {
  assertEquals(atLeast(0.9, 0.9), {
    ...{ predicate: "AT LEAST", value: 0.9, limit: 0.9 },
    outcome: "reproduced",
  });
  assertEquals(atLeast(0.89, 0.9).outcome, "contradicted");
  assertEquals(atMost(2.2, 2.2).outcome, "reproduced");
  assertEquals(atMost(2.3, 2.2).outcome, "contradicted");
});

test("what is not a number decides nothing", () => {
  assertEquals(atLeast(NaN, 1).outcome, "inconclusive");
  assertEquals(atMost(NaN, 1).outcome, "inconclusive");
});
