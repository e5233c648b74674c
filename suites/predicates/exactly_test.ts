import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { exactly } from "./exactly.ts";

test("exactly holds up to its bound and never for NaN", () => {
  assertEquals(exactly({ value: 1.25, expected: 1, bound: 0.25 }), {
    ...{ value: 1.25, expected: 1, error: 0.25, bound: 0.25 },
    holds: true,
  });
  assert(!exactly({ value: 0.5, expected: 1, bound: 0.25 }).holds);
  assert(!exactly({ value: NaN, expected: 1, bound: 1 }).holds);
  assert(!exactly({ value: 1, expected: 1, bound: NaN }).holds);
});
