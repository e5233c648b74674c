import type { Dataset } from "../../core/dataset.ts";
import { rootKey } from "../../core/key.ts";
import type { Model } from "../../core/model.ts";
import { disposeTensors } from "../../core/tensors.ts";
import type { Engine } from "../../engines/engine.ts";
import { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import { plainGradient } from "../../training/probes/plain_gradient.ts";
import {
  tensorsOf,
  type Vector,
  vectorOf,
} from "../../training/probes/vectors.ts";
import { trainingStep } from "../../training/step.ts";

/** Mean gradients of a network at any parameters, without any method. */
export interface GradientOracle {
  /** (1/n) Σ ∇ℓ_i over the examples at `indices`, `[parameters]`. */
  at(parameters: Vector, indices: Uint32Array): Promise<Float32Array>;
  /** Frees what it holds. */
  dispose(): void;
}

/** Gradients of `model` on the training examples of `dataset`. */
export function gradientOracle(
  engine: Engine,
  { model, dataset }: { model: Model; dataset: Dataset },
): GradientOracle {
  const step = trainingStep(engine, { model, optimizer: gradientDescent() });
  const like = model.init(rootKey(0));
  return {
    at: async (vector, indices) => {
      const parameters = tensorsOf(vector, like);
      const { gradient, loss } = plainGradient(parameters, {
        ...{ step, dataset, indices },
      });
      const values = await vectorOf(gradient);
      for (const old of [parameters, gradient, { loss }]) disposeTensors(old);
      return values;
    },
    dispose: () => disposeTensors(like),
  };
}
