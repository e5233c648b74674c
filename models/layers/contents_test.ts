import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { contentsOf } from "./contents.ts";

const start = { shape: [2], values: 0 };
const probe = { shape: [2], statistic: () => tf.zeros([2]) };
const contents = { multiplyAdds: 3, parameters: {}, statistics: {} };

test("layers have together what each of them has", () => {
  const parts = [
    { ...contents, parameters: { a: start } },
    { ...contents, statistics: { a: start }, dropRate: 0.5 },
    {
      ...{ ...contents, parameters: { b: start } },
      probes: {
        "squared gradients": { a: probe },
        "Kronecker factors": {},
        "contributions": {},
      },
    },
  ];
  assertEquals(contentsOf(parts), {
    multiplyAdds: 9,
    parameters: { a: start, b: start },
    statistics: { a: start },
    probes: {
      "squared gradients": { a: probe },
      "Kronecker factors": {},
      "contributions": {},
    },
    dropRate: 0.5,
  });
  assertEquals("dropRate" in contentsOf([contents]), false);
});

test("a name that comes twice is refused", () => {
  for (const kind of ["parameters", "statistics"]) {
    const part = { ...contents, [kind]: { a: start } };
    assertThrows(
      () => contentsOf([part, contents, part]),
      RangeError,
      'Cannot put layers together: two have "a"',
    );
  }
});

test("ghost batches of two sizes are refused", () => {
  const parts = [2, 2, 3].map((size) => ({
    ...contents,
    ghostBatchSize: size,
  }));
  assertEquals(contentsOf(parts.slice(0, 2)).ghostBatchSize, 2);
  assertThrows(
    () => contentsOf(parts),
    RangeError,
    "Cannot put layers together: their ghost batches must have one size, current sizes 2, 3",
  );
});

test("two layers that drop out are refused", () => {
  const part = { ...contents, dropRate: 0.5 };
  assertThrows(
    () => contentsOf([part, contents, part]),
    RangeError,
    "Cannot put layers together: 2 drop out, and a pass has one key",
  );
});
