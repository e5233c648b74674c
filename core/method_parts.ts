/**
 * What a step needs to know of its noise method, whichever kind it is.
 *
 * @module
 */
import { checkBatchSize } from "./check_batch_size.ts";
import type {
  EvaluationPointMethod,
  ExampleWeightMethod,
  GradientMethod,
  Method,
  StepMethod,
} from "./method.ts";

/** What a method does in each of the three places. */
export interface MethodParts {
  /** How examples are weighed. */
  readonly weights: ExampleWeightMethod;
  /** Where gradients are taken. Absent: at the parameters. */
  readonly point?: EvaluationPointMethod;
  /** What is added to the gradient, one after the other. */
  readonly gradient: readonly GradientMethod[];
}

/** Plain SGD: every example of one minibatch weighs 1/B. */
export const PLAIN_WEIGHTS: ExampleWeightMethod = Object.freeze({
  name: "SGD",
  place: "example weights",
  minibatches: 1,
  sampling: "independent",
  weights: (batchSize: number) => {
    checkBatchSize(batchSize);
    return new Float32Array(batchSize).fill(1 / batchSize);
  },
});

/**
 * A method's parts; plain SGD where it does nothing.
 *
 * @throws {RangeError} if it is another method in other epochs.
 */
export function partsOf(method: StepMethod): MethodParts {
  switch (method.place) {
    case "example weights":
      return { weights: method, gradient: [] };
    case "point of evaluation":
      return { weights: PLAIN_WEIGHTS, point: method, gradient: [] };
    case "gradient":
      return { weights: PLAIN_WEIGHTS, gradient: [method] };
    case "several":
      return method;
    default:
      throw new RangeError(
        `Cannot take a step with ${
          (method as Method).name
        }: it depends on the epoch; take its method of one, .at(epoch), and make a step of each`,
      );
  }
}

/** The method of an epoch; the first is 0. */
export function methodAt(epoch: number, method: Method): StepMethod {
  return method.place === "by epoch" ? method.at(epoch) : method;
}
