import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { NamedTensors } from "../../core/tensors.ts";
import { ENGINE_NAMES, openEngine } from "../../engines/mod.ts";
import { heNormal } from "../he_normal.ts";
import { network } from "../network.ts";
import { parameters, values } from "../testdata/formula.ts";
import { BATCH, STATISTICS } from "../testdata/layer_statistics.ts";
import { conv2d } from "./conv2d.ts";
import { dense } from "./dense.ts";
import { flatten } from "./flatten.ts";
import { ghostBatchNorm } from "./ghost_batch_norm.ts";
import type { Layer } from "./layer.ts";
import { probesOf } from "./probes.ts";
import { relu } from "./relu.ts";
import { residual } from "./residual.ts";
import { sequence } from "./sequence.ts";

/** Everything in one: a branch with convolutions and norms, and a dense layer. */
const block = sequence([
  residual({
    branch: sequence([
      conv2d("conv_1", { filters: 2, kernel: heNormal }),
      ghostBatchNorm("norm_1", { ghostBatchSize: 3 }),
      relu(),
      conv2d("conv_2", { filters: 2, kernel: heNormal, bias: false }),
    ]),
  }),
  ghostBatchNorm("norm_2", { ghostBatchSize: 3 }),
  flatten(),
  dense("dense_1", { outputs: 5, kernel: heNormal }),
]);

for (const engineName of ENGINE_NAMES) {
  test(`the gradient has its bits with and without probes, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    const model = network({
      ...{ name: "block", inputShape: [4, 4, 2], classes: 5, layer: block },
    });
    const weights = parameters(model.init({ words: [1, 2] }));
    const x = values(100, [BATCH, 4, 4, 2]);
    const cotangent = values(200, [BATCH, 5]);
    const gradientOf = engine.compile((
      { weights, x, cotangent }: {
        weights: NamedTensors;
        x: tf.Tensor;
        cotangent: tf.Tensor;
      },
      { probed }: { probed: boolean },
    ) => {
      const zeros = {
        ...model.zeroProbes!("Kronecker factors"),
        ...model.zeroProbes!("squared gradients"),
      };
      const names = Object.keys(weights);
      const loss = (...tensors: tf.Tensor[]) => {
        const own = Object.fromEntries(names.map((n, i) => [n, tensors[i]!]));
        const probes = { zeros, examples: BATCH };
        const { logits } = model.apply(own, {
          x,
          ...(probed ? { probes } : {}),
        });
        return tf.sum(tf.mul(logits, cotangent));
      };
      const gradients = tf.grads(loss)([
        ...Object.values(weights),
        ...(probed ? Object.values(zeros) : []),
      ]);
      return Object.fromEntries(names.map((n, i) => [n, gradients[i]!]));
    });
    const [without, withProbes] = [false, true].map((probed) =>
      gradientOf({ weights, x, cotangent }, { probed })
    );
    for (const name in without) {
      assertEquals(
        await without[name]!.data(),
        await withProbes![name]!.data(),
        name,
      );
    }
    tf.dispose([{ ...weights }, x, cotangent, { ...without }, {
      ...withProbes,
    }]);
  });
}

test("a parameter without the statistic is refused", () => {
  const layer: Layer = {
    ...dense("dense", { outputs: 2, kernel: heNormal })([3]),
    parameters: {
      "dense/kernel": { shape: [3, 2], values: 0 },
      "dense/bias": { shape: [2], values: 0 },
      "scale/factor": { shape: [], values: 1 },
    },
  };
  for (const statistic of STATISTICS) {
    assertThrows(
      () => probesOf(layer, { statistic, name: "net" }),
      RangeError,
      `Cannot take ${statistic} of net: its layers give none for scale/factor`,
    );
  }
});

test("probes together with given statistics are refused", async () => {
  await openEngine("cpu");
  tf.tidy(() => {
    const model = network({
      ...{ name: "net", inputShape: [3], classes: 2 },
      layer: dense("dense", { outputs: 2, kernel: heNormal }),
    });
    const zeros = model.zeroProbes!("squared gradients");
    assertThrows(
      () =>
        model.apply(model.init({ words: [1, 2] }), {
          x: tf.zeros([1, 3]),
          ...{ statistics: {}, probes: { zeros, examples: 1 } },
        }),
      RangeError,
      "Cannot apply net with both statistics and probes",
    );
  });
});
