import { assert } from "@std/assert";
import { test } from "@std/testing/bdd";
import { CUMULANTS, POPULATIONS } from "./exact_study.ts";

test("every effective batch size that is compared with is a whole number", () => {
  const sizes = [
    ...POPULATIONS.flatMap(({ plainBatchSizes }) => plainBatchSizes),
    ...CUMULANTS.conditions.map(({ plainBatchSize }) => plainBatchSize),
  ];
  assert(sizes.every((size) => Number.isInteger(size) && size >= 1));
});
