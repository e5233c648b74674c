import * as tf from "@tensorflow/tfjs-core";
import { rootKey, split } from "../../core/key.ts";
import type { EvaluationPointMethod } from "../../core/method.ts";
import { disposeTensors, tensorNamed } from "../../core/tensors.ts";
import { eager } from "../../engines/eager.ts";
import { mlp } from "../../models/mlp.ts";
import { gradientEstimate } from "../../training/gradient_estimate.ts";
import { trainingStep } from "../../training/step.ts";
import { disposeSums } from "../../training/sums.ts";
import { fewImages } from "../exact/few_images.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { difference, norm } from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import type { RescaledSettings } from "./exact_settings.ts";
import type { ExactSubject } from "./exact_subject.ts";
import { observedPoints } from "./observed_points.ts";

const KERNEL = "dense_1/kernel";

/**
 * Displacements of a kernel before batch normalisation, relative to its norm,
 * when it is multiplied by a factor c, which changes no output: the mean length
 * over workers in units of that without the factor, "rnc_ratio" (Eq. 5) and
 * "gnc_ratio" (Eq. 6). Both are taken in the second of two steps at the same
 * parameters.
 */
export function rescaledRun(subject: ExactSubject): Executor {
  return async (settings, { engine, seed }) => {
    const { imageShape, classes, hidden, workers, batchSize, ...rest } =
      settings as RescaledSettings;
    const { alpha, learningRate, start, factor } = rest;
    const dataset = fewImages({ imageShape, classes, examples: batchSize });
    const indices = Uint32Array.from({ length: batchSize }, (_, i) => i);
    const root = rootKey(seed);
    const model = mlp({
      ...{ inputShape: imageShape, hidden, classes },
      ghostBatchSize: batchSize / workers,
    });
    const relativeLength = async (
      observedMethod: EvaluationPointMethod,
      times: number,
    ) => {
      const { method, taken } = observedPoints(observedMethod);
      const step = trainingStep({ ...engine, compile: eager }, {
        ...{ model, method, optimizer: subject.gradientDescent() },
      });
      const initial = model.init(split(root, "init"));
      const kernel = tensorNamed(initial, KERNEL);
      const parameters = { ...initial, [KERNEL]: tf.mul(kernel, times) };
      const options = {
        ...{ step, dataset, indices, learningRate, key: split(root, "noise") },
      };
      const first = gradientEstimate(parameters, options);
      const { methodState } = first;
      const second = gradientEstimate(parameters, { ...options, methodState });
      for (const { methodState, ...sums } of [first, second]) {
        disposeSums(sums);
        disposeTensors(methodState);
      }
      const size = kernel.size;
      for (const old of [initial, { own: parameters[KERNEL] }]) {
        disposeTensors(old);
      }
      // The kernel is the first of the parameters.
      const lengths = (await taken()).slice(-workers).map((at) => {
        const x = at.parameters.subarray(0, size);
        const point = at.point.subarray(0, size);
        return norm(difference(point, x)) / norm(x);
      });
      return lengths.reduce((sum, length) => sum + length, 0) / workers;
    };
    const ratioOf = async (method: EvaluationPointMethod) =>
      await relativeLength(method, start * factor) /
      await relativeLength(method, start);
    return computed(inUnit("ratio", {
      rnc_ratio: await ratioOf(subject.rnc({ alpha, workers })),
      gnc_ratio: await ratioOf(subject.gnc({ alpha, workers })),
    }));
  };
}
