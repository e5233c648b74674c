import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { microbatches } from "./microbatches.ts";

/** Sizes of the passes over minibatches, without and with normalisation. */
const CASES = [
  { minibatches: 1, batchSize: 10, microbatch: 4, ghost: 1, sizes: [4, 4, 2] },
  { minibatches: 1, batchSize: 10, microbatch: 99, ghost: 1, sizes: [10] },
  // Without normalisation passes cross from one minibatch to the next.
  { minibatches: 2, batchSize: 5, microbatch: 4, ghost: 1, sizes: [4, 4, 2] },
  // Ghost batches stay whole.
  { minibatches: 1, batchSize: 10, microbatch: 5, ghost: 2, sizes: [4, 4, 2] },
  { minibatches: 1, batchSize: 10, microbatch: 9, ghost: 4, sizes: [8, 2] },
  { minibatches: 1, batchSize: 3, microbatch: 3, ghost: 4, sizes: [3] },
  // They fill the minibatches, so that passes may cross.
  { minibatches: 2, batchSize: 6, microbatch: 9, ghost: 3, sizes: [9, 3] },
  // They do not, so that each minibatch ends a pass.
  { minibatches: 2, batchSize: 5, microbatch: 99, ghost: 2, sizes: [5, 5] },
  {
    ...{ minibatches: 2, batchSize: 5, microbatch: 3, ghost: 2 },
    sizes: [2, 2, 1, 2, 2, 1],
  },
  { minibatches: 3, batchSize: 2, microbatch: 2, ghost: 7, sizes: [2, 2, 2] },
];

for (const { sizes, ghost, ...options } of CASES) {
  const { minibatches, batchSize, microbatch } = options;
  const what = `${minibatches} × ${batchSize} by at most ${microbatch}`;
  test(`${what}, ghost batches of ${ghost}`, () => {
    const passes = microbatches({ ...options, ghostBatchSize: ghost });
    assertEquals(passes.map(({ from, to }) => to - from), sizes);
    const starts = sizes.map((_, i) =>
      sizes.slice(0, i).reduce((sum, size) => sum + size, 0)
    );
    assertEquals(passes.map(({ from }) => from), starts);
  });
}

test("a microbatch of no or half a size is refused", () => {
  for (const microbatch of [0, -1, 1.5, NaN]) {
    assertThrows(
      () =>
        microbatches({
          ...{ minibatches: 1, batchSize: 9, ghostBatchSize: 1, microbatch },
        }),
      RangeError,
      `microbatch must be a positive integer, current value ${microbatch}`,
    );
  }
});

test("ghost batches of no or half a size are refused", () => {
  for (const ghostBatchSize of [0, -1, 1.5, NaN]) {
    assertThrows(
      () =>
        microbatches({
          ...{ minibatches: 1, batchSize: 9, ghostBatchSize, microbatch: 3 },
        }),
      RangeError,
      `ghost batch size must be a positive integer, current value ${ghostBatchSize}`,
    );
  }
});

test("a microbatch that holds no ghost batch is refused", () => {
  for (const [batchSize, ghostBatch] of [[9, 4], [3, 3]] as const) {
    assertThrows(
      () =>
        microbatches({
          ...{ minibatches: 1, batchSize, ghostBatchSize: 4, microbatch: 2 },
        }),
      RangeError,
      `microbatch must hold a ghost batch of ${ghostBatch} examples, current value 2`,
    );
  }
});
