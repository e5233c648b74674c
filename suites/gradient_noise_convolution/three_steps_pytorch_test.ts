/**
 * Three steps of gradient noise convolution against PyTorch's, on the
 * recording in testdata.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { test } from "@std/testing/bdd";
import type { Dataset } from "../../core/dataset.ts";
import { rootKey } from "../../core/key.ts";
import { disposeTensors, type NamedTensors } from "../../core/tensors.ts";
import { numbersOf } from "../../core/testing.ts";
import { ENGINE_NAMES, openEngine } from "../../engines/mod.ts";
import { gnc } from "../../methods/gnc.ts";
import { heNormal } from "../../models/he_normal.ts";
import { conv2d } from "../../models/layers/conv2d.ts";
import { dense } from "../../models/layers/dense.ts";
import { ghostBatchNorm } from "../../models/layers/ghost_batch_norm.ts";
import { globalAveragePool } from "../../models/layers/global_average_pool.ts";
import { relu } from "../../models/layers/relu.ts";
import { sequence } from "../../models/layers/sequence.ts";
import { network } from "../../models/network.ts";
import { assertClose } from "../../models/testdata/assert_close.ts";
import { parameters } from "../../models/testdata/formula.ts";
import { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import { trainingStep } from "../../training/step.ts";
import { workerGradients } from "../../training/worker_gradients.ts";
import recording from "./testdata/three_steps_pytorch.json" with {
  type: "json",
};

const { workers, share, alpha, learningRates } = recording;
const [height, width, channels] = recording.image as [number, number, number];
const imageShape = [height, width, channels] as const;
const key = rootKey(0);

/**
 * Allowed error in units (2^-24) of the largest number: an operation costs
 * one, two normalisations multiply by up to five, and each step begins with
 * the errors of the one before.
 */
const UNITS = 128;

const model = network({
  ...{ name: "two convolutions", inputShape: imageShape, classes: 10 },
  layer: sequence([
    ...[3, 4].flatMap((filters, i) => [
      conv2d(`conv_${i + 1}`, { filters, kernel: heNormal, bias: false }),
      ghostBatchNorm(`norm_${i + 1}`, { ghostBatchSize: share }),
      relu(),
    ]),
    globalAveragePool(),
    dense("dense_1", { outputs: 10, kernel: heNormal }),
  ]),
});

/** The examples of all steps, one after the other, as the script makes them. */
function examples(): Dataset {
  const pixels = workers * share * height * width * channels;
  const images = learningRates.flatMap((_, step) =>
    Array.from(
      { length: pixels },
      (_, i) => (31 * i * i + 17 * i + 101 * step) % 256,
    )
  );
  const labels = learningRates.flatMap((_, step) =>
    Array.from({ length: workers * share }, (_, i) => (7 * i + 3 * step) % 10)
  );
  const train = {
    images: Uint8Array.from(images),
    labels: Uint8Array.from(labels),
    count: labels.length,
  };
  const about = { name: "formula", checksum: "", classes: 10 };
  return { ...about, imageShape, train, test: train };
}

for (const engineName of ENGINE_NAMES) {
  for (const filterWise of [true, false]) {
    test(`filter-wise: ${filterWise}, ${engineName}`, async () => {
      const engine = await openEngine(engineName);
      const optimizer = gradientDescent();
      const step = trainingStep(engine, { model, optimizer });
      const point = gnc({ alpha, workers, filterWise });
      const estimate = workerGradients(step, point);
      const recorded = filterWise ? recording.filterWise : recording.unscaled;
      const dataset = examples();
      let x = tf.tidy(() => parameters(model.init(key)));
      let state: NamedTensors = {};
      for (const [t, learningRate] of learningRates.entries()) {
        const { state: next, gradient, loss, statistics } = estimate(x, {
          ...{ dataset, key, learningRate, state },
          indices: Uint32Array.from(
            { length: workers * share },
            (_, i) => t * workers * share + i,
          ),
        });
        assertClose(await numbersOf(gradient), {
          expected: recorded.gradients[t]!,
          units: UNITS,
        });
        assertClose(await numbersOf({ loss }), {
          expected: { loss: [recorded.losses[t]!] },
          units: UNITS,
        });
        const rate = tf.scalar(learningRate);
        const updated = step.apply(x, {
          state: {},
          learningRate: rate,
          gradient,
        });
        for (const old of [x, state, gradient, statistics]) disposeTensors(old);
        tf.dispose([rate, loss]);
        x = updated.parameters;
        state = next;
      }
      for (const old of [x, state]) disposeTensors(old);
    });
  }
}
