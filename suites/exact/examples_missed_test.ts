import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { examplesMissed } from "./examples_missed.ts";

test("examplesMissed counts what is drawn never or more than once", () => {
  const missed = (...steps: number[][]) =>
    examplesMissed(steps.map((step) => Uint32Array.from(step)), {
      examples: 4,
    });
  assertEquals(missed([2, 0], [3, 1]), 0);
  assertEquals(missed([2, 0], [2, 0]), 4);
  assertEquals(missed([2, 0], [3]), 1);
});
