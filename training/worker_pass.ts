import type * as tf from "@tensorflow/tfjs-core";
import type { EvaluationPointMethod } from "../core/method.ts";
import type { NamedTensors } from "../core/tensors.ts";
import { askedStatistics } from "./gradient_statistics.ts";
import { microbatchSums, type WeightedBatch } from "./microbatch_sums.ts";
import type { TrainingStep } from "./step.ts";
import { addSums, disposeSums, type Sums } from "./sums.ts";
import { disposeBatch } from "./weighted_batches.ts";
import type { MakeBatch } from "./worker_batches.ts";
import { deviationOf, type WorkerMemory } from "./worker_state.ts";

/** What the point of a worker is made from. */
interface PointOptions {
  /** The step's learning rate. */
  learningRate: tf.Scalar;
  /** What the points of all workers have in common. */
  common?: NamedTensors;
  /** The worker's key. */
  key: tf.Tensor1D;
  /** Absent if the method remembers nothing. */
  memory?: WorkerMemory;
}

/** What a worker's pass is made of. */
export interface WorkerPassOptions extends PointOptions {
  /** The sums of the workers before; they are freed. */
  all: Sums;
  /** The worker's microbatches. */
  batches: readonly MakeBatch[];
}

/** What a worker's pass answers; the caller owns it. */
export interface WorkerPassResult {
  /** The sums of the workers so far. */
  all: Sums;
  /** The gradient in the worker's own sums; `{}` without memory. */
  own: NamedTensors;
}

/** Makes one worker's sums at its point and adds them to those before. */
export type WorkerPass = (
  parameters: NamedTensors,
  options: WorkerPassOptions,
) => WorkerPassResult;

/** The pass of a worker of `point`, compiled once for all of them. */
export function workerPass(
  { engine, model, parts, zero }: TrainingStep,
  point: EvaluationPointMethod,
): WorkerPass {
  const { random } = engine;
  const asked = askedStatistics(parts.gradient);

  const sumsAtPoint = (
    parameters: NamedTensors,
    { batch, memory, ...inputs }: PointOptions & { batch: WeightedBatch },
  ): Sums => {
    const x = point.point(parameters, {
      ...{ ...inputs, random },
      ...(memory ? { deviation: deviationOf(memory, point.workers) } : {}),
    });
    return microbatchSums(x, { model, batch, asked, random });
  };
  const accumulateOne = engine.compile(function accumulateAtPoint(
    parameters: NamedTensors,
    { sums, ...inputs }: PointOptions & { sums: Sums; batch: WeightedBatch },
  ): Sums {
    return addSums(sums, sumsAtPoint(parameters, inputs));
  });
  const accumulateLast = engine.compile(function accumulateLastAtPoint(
    parameters: NamedTensors,
    { all, before, ...inputs }: PointOptions & {
      all: Sums;
      before?: Sums;
      batch: WeightedBatch;
    },
  ): WorkerPassResult {
    const last = sumsAtPoint(parameters, inputs);
    const own = before ? addSums(before, last) : last;
    return { own: own.gradient, all: addSums(all, own) };
  });

  /** `sums`, which it frees, plus those of microbatches. */
  const accumulate = (
    parameters: NamedTensors,
    { sums, batches, ...inputs }: PointOptions & {
      sums: Sums;
      batches: readonly MakeBatch[];
    },
  ): Sums =>
    batches.reduce((sums, make) => {
      const batch = make();
      const next = accumulateOne(parameters, { ...inputs, sums, batch });
      disposeBatch(batch);
      disposeSums(sums);
      return next;
    }, sums);

  return (parameters, { all, batches, ...inputs }) => {
    if (inputs.memory === undefined) {
      const sums = accumulate(parameters, { ...inputs, sums: all, batches });
      return { all: sums, own: {} };
    }
    // One call where the worker has one microbatch: passing sums takes time.
    const earlier = batches.slice(0, -1);
    const before = earlier.length === 0 ? {} : {
      before: accumulate(parameters, {
        ...{ ...inputs, batches: earlier },
        sums: zero(parameters),
      }),
    };
    const batch = batches.at(-1)!();
    const result = accumulateLast(parameters, {
      ...{ ...inputs, ...before, all, batch },
    });
    disposeBatch(batch);
    for (const old of [all, ...Object.values(before)]) disposeSums(old);
    return result;
  };
}
