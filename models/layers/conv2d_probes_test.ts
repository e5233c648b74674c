import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { computed } from "../../core/testing.ts";
import { openEngine } from "../../engines/mod.ts";
import { assertClose } from "../testdata/assert_close.ts";
import { values } from "../testdata/formula.ts";
import { conv2dProbes } from "./conv2d_probes.ts";

/** More examples than are multiplied at once, by sizes of operands. */
const CASES: readonly {
  statistic: "squared gradients" | "Kronecker factors";
  part: string;
  name: string;
  side: number;
  channels: number;
  size: number;
  examples: number;
}[] = [
  {
    ...{ statistic: "squared gradients", part: "kernel", name: "windows" },
    ...{ side: 28, channels: 1, size: 5, examples: 60 },
  },
  {
    ...{ statistic: "squared gradients", part: "kernel", name: "pixels" },
    ...{ side: 32, channels: 8, size: 1, examples: 130 },
  },
  {
    ...{ statistic: "Kronecker factors", part: "inputs", name: "windows" },
    ...{ side: 28, channels: 1, size: 5, examples: 215 },
  },
];

for (const { statistic, part, name, examples, ...sizes } of CASES) {
  test(`${statistic} by ${name}: of ${examples} examples is the sum of their own`, async () => {
    await openEngine("wasm");
    const { side, channels, size } = sizes;
    const table = conv2dProbes("conv", {
      ...{ size, stride: 1, padding: (size - 1) / 2, channels, filters: 2 },
      ...{ places: side * side, bias: false },
    });
    const probe = table[statistic][`conv/${part}`]!;
    const of = (from: number, count: number) =>
      computed(() => {
        // Each example is larger than those before it.
        const x = tf.mul(
          values(1, [examples, side, side, channels]),
          tf.reshape(tf.range(0, examples), [examples, 1, 1, 1]),
        );
        const delta = values(2, [examples, side, side, 2]);
        return {
          sum: probe.statistic({
            delta: tf.slice(delta, from, count),
            saved: [tf.slice(x, from, count)],
            examples: count,
          }),
        };
      });
    const whole = await of(0, examples);
    const sum = whole.sum!.map(() => 0);
    for (let from = 0; from < examples; from += 5) {
      const part = await of(from, Math.min(5, examples - from));
      part.sum!.forEach((number, i) => sum[i]! += number);
    }
    assertEquals(probe.shape.reduce((a, b) => a * b), sum.length);
    // The last example is a 70th, 240,000 units; wasm sums up one by one.
    assertClose(whole, { expected: { sum }, units: 8000 });
  });
}
