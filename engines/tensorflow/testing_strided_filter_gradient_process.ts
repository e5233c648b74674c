/**
 * Started by strided_filter_gradient_test.ts, because oneDNN chooses its code
 * once for a process, and may end it: takes gradients with respect to filters
 * of one place many times, and prints how far they are from the oracle's.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../mod.ts";
import { normalTensor } from "../testing_normal_tensor.ts";

/** A gradient in a mode of the engine. */
export interface GradientError {
  readonly name: string;
  /** Of any of its numbers, in units (2^-24) of the largest one. */
  readonly units: number;
  /** Whether that is rounding: a unit for each root of the additions. */
  readonly isRounding: boolean;
}

type Images = [number, number, number, number];
type Stride = number | [number, number];

const FILTERS = 8;
/** Until a process that writes beyond its memory has ended. */
const REPETITIONS = 50;

const CASES: readonly { shape: Images; stride: Stride }[] = [
  { shape: [1, 10, 10, 4], stride: 2 },
  { shape: [3, 6, 12, 3], stride: 3 },
  { shape: [7, 18, 18, 12], stride: [3, 1] },
  { shape: [3, 10, 10, 1], stride: 2 },
  { shape: [5, 9, 8, 15], stride: 2 },
  { shape: [2, 8, 8, 16], stride: 2 },
];

const LAYERS = { conv2d: tf.conv2d, depthwiseConv2d: tf.depthwiseConv2d };

const MODES = [
  { mode: "at once", xla: false, compiled: false },
  { mode: "as a graph", xla: false, compiled: true },
  { mode: "by XLA", xla: true, compiled: true },
] as const;

const errors: GradientError[] = [];
for (const [layer, apply] of Object.entries(LAYERS)) {
  for (const { shape, stride } of CASES) {
    for (const pad of ["valid", "same"] as const) {
      const inputs = () => ({
        x: normalTensor<tf.Rank.R4>("x", shape),
        w: normalTensor<tf.Rank.R4>("w", [1, 1, shape[3], FILTERS]),
      });
      const step = ({ x, w }: ReturnType<typeof inputs>) => ({
        dw: tf.grad((w) => tf.square(apply(x, w as tf.Tensor4D, stride, pad)))(
          w,
        ),
      });
      await openEngine("cpu");
      const expected = tf.tidy(() => step(inputs()).dw.dataSync());
      const largest = Math.max(...expected.map(Math.abs));
      for (const { mode, xla, compiled } of MODES) {
        const engine = await openEngine("tensorflow", { threads: 2, xla });
        const run = compiled ? engine.compile(step) : step;
        let units = 0;
        for (let i = 0; i < REPETITIONS; i++) {
          const values = tf.tidy(() => run(inputs()).dw.dataSync());
          values.forEach((value, j) => {
            const error = Math.abs(value - expected[j]!) / largest;
            units = Math.max(units, error * 2 ** 24);
          });
        }
        errors.push({
          name: `${layer} of [${shape}], stride ${stride}, ${pad}, ${mode}`,
          units,
          isRounding: units <= 2 * Math.sqrt(shape[0] * shape[1] * shape[2]),
        });
      }
    }
  }
}
console.log(JSON.stringify(errors));
