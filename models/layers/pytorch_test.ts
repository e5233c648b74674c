/**
 * Every layer against PyTorch's, on the recording in testdata: outputs,
 * gradients and batch statistics.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { NamedTensors } from "../../core/tensors.ts";
import { computed, type Numbers } from "../../core/testing.ts";
import { ENGINE_MODES } from "../../engines/testing.ts";
import { heNormal } from "../he_normal.ts";
import { assertClose } from "../testdata/assert_close.ts";
import { parameters, values } from "../testdata/formula.ts";
import recording from "../testdata/layers_pytorch.json" with { type: "json" };
import { conv2d } from "./conv2d.ts";
import { dense } from "./dense.ts";
import { ghostBatchNorm } from "./ghost_batch_norm.ts";
import { globalAveragePool } from "./global_average_pool.ts";
import type { Layer, LayerFor } from "./layer.ts";
import { maxPool } from "./max_pool.ts";
import { scale } from "./scale.ts";
import { subsample } from "./subsample.ts";

/** Names begin with this, in the recording with nothing. */
const NAME = "layer";
const INPUT_SALT = 100;
const COTANGENT_SALT = 200;

/**
 * Allowed error in units (2^-24) of the largest number of a result: some ten
 * operations and a sum of up to a hundred terms.
 */
const ROUNDING = 16;

/** Standard deviation of the inputs, about. */
const DEVIATION = 0.5;

const conv = (options: Omit<Parameters<typeof conv2d>[1], "kernel">) =>
  conv2d(NAME, { kernel: heNormal, ...options });
const norm = (ghostBatchSize: number) =>
  ghostBatchNorm(NAME, { ghostBatchSize });

/** The layer of each recorded case. */
const LAYERS: Readonly<Record<string, LayerFor>> = {
  "conv 3x3": conv({ filters: 2 }),
  "conv 3x3, stride 2": conv({ filters: 3, stride: 2, bias: false }),
  "conv 3x3, stride 2, odd sides": conv({ filters: 3, stride: 2, bias: false }),
  "conv 1x1, stride 2": conv({ filters: 3, size: 1, stride: 2, bias: false }),
  "conv 1x1, stride 2, odd sides": conv({ filters: 3, size: 1, stride: 2 }),
  "conv 1x1, stride 3, padded": conv({
    ...{ filters: 2, size: 1, stride: 3, padding: 1, bias: false },
  }),
  "conv 5x5, no padding": conv({ filters: 2, size: 5, padding: 0 }),
  "conv 7x7, stride 4": conv({ filters: 2, size: 7, stride: 4 }),
  "conv 5x5": conv({ filters: 3, size: 5 }),
  "conv 11x11, stride 4": conv({ filters: 2, size: 11, stride: 4 }),
  "dense": dense(NAME, { outputs: 4, kernel: heNormal }),
  "dense, no bias": dense(NAME, {
    ...{ outputs: 4, kernel: heNormal, bias: false },
  }),
  "scale": scale(NAME),
  "max-pool 2": maxPool(2),
  "max-pool 2, padded": maxPool(2, { padding: 1 }),
  "max-pool 3, stride 2": maxPool(3, { stride: 2 }),
  "max-pool 3, stride 2, padded": maxPool(3, { stride: 2, padding: 1 }),
  "max-pool 5, stride 3, padded": maxPool(5, { stride: 3, padding: 2 }),
  "global average pool": globalAveragePool(),
  "subsample": subsample({ stride: 2, channels: 5 }),
  "norm, one ghost batch": norm(4),
  "norm, ghost batches": norm(4),
  "norm, last ghost batch shorter": norm(4),
  "norm, last ghost batch one image": norm(4),
  "norm, fewer than a ghost batch": norm(4),
  "norm, flat": norm(3),
  "norm, far from 0": norm(4),
  "norm, evaluation": norm(4),
};

/** Statistics that the evaluated layers are given. */
const EVALUATED: Readonly<Record<string, () => NamedTensors>> = {
  "norm, evaluation": () => ({
    [`${NAME}/mean`]: values(300, [2]),
    [`${NAME}/variance`]: tf.add(values(301, [2]), 1.5),
  }),
};

for (const { name, ...recorded } of recording.cases) {
  for (const { mode, open } of ENGINE_MODES) {
    test(`${name} is PyTorch's, ${mode}`, async () => {
      const engine = await open();
      const { batch, inputShape, inputMean, outputShape } = recorded;
      const layer = LAYERS[name]!(inputShape);
      assertEquals(layer.outputShape, outputShape);
      const answers = engine.compile((question: Question) =>
        answersOf(layer, question)
      );
      const found = await computed(() => {
        const statistics = EVALUATED[name]?.();
        return answers({
          x: tf.add(values(INPUT_SALT, [batch, ...inputShape]), inputMean),
          parameters: parameters(layer.parameters),
          cotangent: values(COTANGENT_SALT, [batch, ...outputShape]),
          ...(statistics ? { statistics } : {}),
        });
      });
      // Values far from 0 are rounded as coarsely as they are large.
      const units = ROUNDING * (1 + inputMean / DEVIATION);
      const expected = expectedOf(recorded);
      assertEquals(Object.keys(found).sort(), Object.keys(expected).sort());
      for (const [name, numbers] of Object.entries(expected)) {
        assertClose(
          { [name]: found[name]! },
          { expected: { [name]: numbers }, units },
        );
      }
    });
  }
}

test("every layer has its case", () => {
  assertEquals(recording.cases.map(({ name }) => name), Object.keys(LAYERS));
});

/** What a layer is asked. */
interface Question {
  x: tf.Tensor;
  parameters: NamedTensors;
  /** The gradient of its output. */
  cotangent: tf.Tensor;
  statistics?: NamedTensors;
}

/** Outputs, statistics and gradients of a layer, by name. */
function answersOf(
  layer: Layer,
  { x, parameters, cotangent, ...given }: Question,
): NamedTensors {
  const named = { x, ...parameters };
  const names = Object.keys(named);
  const apply = (...tensors: tf.Tensor[]) => {
    const { x, ...parameters } = Object.fromEntries(
      names.map((name, i) => [name, tensors[i]!]),
    );
    return layer.apply(x!, { parameters, ...given });
  };
  const { y, statistics } = apply(...Object.values(named));
  const gradients = tf.grads((...tensors) => apply(...tensors).y)(
    Object.values(named),
    cotangent,
  );
  const tensors = [
    ...Object.entries({ y, ...statistics }),
    ...names.map((name, i) => [`gradient of ${name}`, gradients[i]!] as const),
  ];
  return Object.fromEntries(tensors);
}

/** The recording under our names. */
function expectedOf(
  { y, gradients, ...rest }: Pick<
    typeof recording.cases[number],
    "y" | "gradients" | "statistics"
  >,
): Numbers {
  const entries = (numbers: object, prefix: string) =>
    Object.entries(numbers as Numbers)
      .map(([name, values]) => [
        name === "x" ? `${prefix}x` : `${prefix}${NAME}/${name}`,
        values,
      ]);
  return {
    y,
    ...Object.fromEntries(entries(gradients, "gradient of ")),
    ...Object.fromEntries(entries(rest.statistics ?? {}, "")),
  };
}
