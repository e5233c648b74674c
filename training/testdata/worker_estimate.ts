import type {
  EvaluationPointMethod,
  ExampleWeightMethod,
} from "../../core/method.ts";
import type { Model } from "../../core/model.ts";
import type { Engine } from "../../engines/engine.ts";
import { gradientDescent } from "../optimizers/gradient_descent.ts";
import { trainingStep } from "../step.ts";
import { type WorkerGradients, workerGradients } from "../worker_gradients.ts";
import { plain } from "./contracts.ts";

/** Gradient estimates of workers; no optimizer takes part in them. */
export function workerEstimate(
  engine: Engine,
  { model, point, weights = plain }: {
    model: Model;
    point: EvaluationPointMethod;
    weights?: ExampleWeightMethod;
  },
): WorkerGradients {
  const step = trainingStep(engine, {
    ...{ model, optimizer: gradientDescent() },
    method: { name: "", place: "several", weights, point, gradient: [] },
  });
  return workerGradients(step, point);
}
