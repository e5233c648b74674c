import { disposeTensors, type NamedTensors } from "../../core/tensors.ts";
import { evaluator } from "../evaluate.ts";
import type { Moment } from "../training_measurement.ts";

/**
 * The mean loss, in nats, of parameters on the first `examples` training
 * examples, the same ones each time; a network that normalises does it over
 * their ghost batches. Parameters stay the caller's.
 */
export function subsetLoss(
  { step, dataset, tables, microbatch }: Moment,
  { examples }: { examples: number },
): (parameters: NamedTensors) => Promise<number> {
  const evaluate = evaluator(step.engine, {
    ...{ model: step.model, tables, chunk: microbatch },
    imageShape: dataset.imageShape,
  });
  const { train } = dataset;
  const subset = { ...train, count: Math.min(examples, train.count) };
  return async (parameters) => {
    const { loss, statistics } = await evaluate(parameters, {
      examples: subset,
    });
    disposeTensors(statistics);
    return loss;
  };
}
