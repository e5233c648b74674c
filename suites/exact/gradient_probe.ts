import type { Dataset } from "../../core/dataset.ts";
import { type Key, rootKey, split } from "../../core/key.ts";
import type { StepMethod } from "../../core/method.ts";
import type { Model } from "../../core/model.ts";
import { disposeTensors } from "../../core/tensors.ts";
import type { Engine } from "../../engines/engine.ts";
import { sgd } from "../../methods/sgd.ts";
import { gradientEstimate } from "../../training/gradient_estimate.ts";
import { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import { onlyThat } from "../../training/probes/plain_gradient.ts";
import {
  tensorsOf,
  type Vector,
  vectorOf,
} from "../../training/probes/vectors.ts";
import { type TrainingStep, trainingStep } from "../../training/step.ts";
import { disposeSums } from "../../training/sums.ts";

/** A network whose gradient estimates are taken as training takes them. */
export interface GradientProbe {
  /**
   * The estimate Σ w_i g_i over the examples at `indices`, with what the
   * method adds, all parameters in the model's order, `[parameters]`.
   *
   * @param key The step's noise key; the same one by default.
   * @param at The parameters; as they are initialised by default.
   */
  estimate(
    method: StepMethod,
    indices: Uint32Array,
    options?: { key?: Key; at?: Vector },
  ): Promise<Float32Array>;
  /** Frees the network. */
  dispose(): void;
}

/** A probe of `model` as it is initialised for `seed`; the caller disposes it. */
export function gradientProbe(
  engine: Engine,
  { model, dataset, seed }: { model: Model; dataset: Dataset; seed: number },
): GradientProbe {
  const root = rootKey(seed);
  const start = model.init(split(root, "init"));
  const optimizer = gradientDescent();
  const steps = new Map<StepMethod, TrainingStep>();
  return {
    estimate: async (
      method,
      indices,
      { key = split(root, "noise"), at } = {},
    ) => {
      const parameters = at === undefined ? start : tensorsOf(at, start);
      const step = steps.get(method) ??
        trainingStep(engine, { model, optimizer, method });
      steps.set(method, step);
      const sums = gradientEstimate(parameters, {
        ...{ step, dataset, indices, key },
      });
      const values = await vectorOf(sums.gradient);
      if (at !== undefined) disposeTensors(parameters);
      disposeSums(sums);
      return values;
    },
    dispose: () => disposeTensors(start),
  };
}

/** Gradient of each of the first `examples` examples, `[examples][parameters]`. */
export async function perExampleGradients(
  probe: GradientProbe,
  examples: number,
): Promise<Float32Array[]> {
  const gradients = [];
  for (let index = 0; index < examples; index++) {
    gradients.push(await probe.estimate(sgd(), Uint32Array.of(index)));
  }
  return gradients;
}

/**
 * What each example contributes to the gradient of Σ ℓ_i over a batch that is
 * normalised, `[examples][parameters]`.
 */
export async function contributions(
  probe: GradientProbe,
  indices: Uint32Array,
): Promise<Float32Array[]> {
  const gradients = [];
  for (const place of indices.keys()) {
    gradients.push(await probe.estimate(onlyThat(place), indices));
  }
  return gradients;
}
