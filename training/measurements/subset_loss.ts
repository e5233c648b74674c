import { disposeTensors, type NamedTensors } from "../../core/tensors.ts";
import { type Evaluator, evaluator } from "../evaluate.ts";
import type { TrainingStep } from "../step.ts";
import type { Moment } from "../training_measurement.ts";
import { checkExampleCount } from "./check_example_count.ts";

/** The loss of parameters at a moment; they stay the caller's. */
export type LossAt = (parameters: NamedTensors) => Promise<number>;

/**
 * The mean loss, in nats, of parameters on the first `examples` training
 * examples, the same ones each time; a network that normalises does it over
 * their ghost batches. What it compiles serves all moments of a training.
 *
 * @throws {RangeError} unless `examples` is a positive integer; on measuring,
 * as {@linkcode evaluator}.
 */
export function subsetLoss(
  { examples }: { examples: number },
): (moment: Moment) => LossAt {
  checkExampleCount(examples);
  let known: { step: TrainingStep; evaluate: Evaluator } | undefined;
  return ({ step, dataset, tables, microbatch }) => {
    if (known?.step !== step) {
      const evaluate = evaluator(step.engine, {
        ...{ model: step.model, tables, chunk: microbatch },
        imageShape: dataset.imageShape,
      });
      known = { step, evaluate };
    }
    const { evaluate } = known;
    const { train } = dataset;
    const subset = { ...train, count: Math.min(examples, train.count) };
    return async (parameters) => {
      const { loss, statistics } = await evaluate(parameters, {
        examples: subset,
      });
      disposeTensors(statistics);
      return loss;
    };
  };
}
