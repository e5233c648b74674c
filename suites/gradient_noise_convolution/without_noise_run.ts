import { rootKey, split } from "../../core/key.ts";
import type { StepMethod } from "../../core/method.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { mlp } from "../../models/mlp.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { trajectory } from "../exact/trajectory.ts";
import type { Executor } from "../executor.ts";
import type { WithoutNoiseSettings } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/**
 * How many parameters have other bits than plain SGD's after a few steps of a
 * network with ghost batches of a worker's share: for methods with α = 0,
 * without noise, and with M = 1, and, for comparison, for the least noise.
 */
export function withoutNoiseRun(subject: ExactSubject): Executor {
  return async (settings, { engine, seed }) => {
    const { imageShape, classes, hidden, workers, examples, batchSize } =
      settings as WithoutNoiseSettings;
    const { learningRates, momentum, leastAlpha } =
      settings as WithoutNoiseSettings;
    const dataset = synthetic({
      ...{ imageShape, classes, trainCount: examples, testCount: 1 },
    });
    const share = batchSize / workers;
    const order = subject.minibatchesOfEpoch(split(rootKey(seed), "shuffle"), {
      ...{ epoch: 0, examples, batchSize, method: subject.sgd() },
    });
    const minibatches = [...order];
    const steps = learningRates.map((learningRate, step) => ({
      ...{ learningRate, indices: minibatches[step % minibatches.length]! },
    }));
    const trained = async (method: StepMethod, ghostBatchSize: number) => {
      const visited = await trajectory(engine, {
        model: mlp({ inputShape: imageShape, hidden, classes, ghostBatchSize }),
        optimizer: subject.classicalMomentum({ momentum }),
        ...{ method, dataset, steps, seed, microbatch: ghostBatchSize },
        trainOneStep: subject.trainOneStep,
      });
      return new Uint32Array(visited.at(-1)!.slice().buffer);
    };
    const differing = async (method: StepMethod, ghostBatchSize: number) => {
      const found = await trained(method, ghostBatchSize);
      const expected = await trained(subject.sgd(), ghostBatchSize);
      return found.filter((bits, i) => bits !== expected[i]).length;
    };
    const alpha = leastAlpha;
    return computed(inUnit("parameters", {
      data_parallel: await differing(
        ...[subject.dataParallelSgd({ workers }), share] as const,
      ),
      gnc_alpha_0: await differing(subject.gnc({ alpha: 0, workers }), share),
      rnc_alpha_0: await differing(subject.rnc({ alpha: 0, workers }), share),
      gnc_one_worker: await differing(
        ...[subject.gnc({ alpha: 1, workers: 1 }), batchSize] as const,
      ),
      gnc_least_noise: await differing(subject.gnc({ alpha, workers }), share),
      rnc_least_noise: await differing(subject.rnc({ alpha, workers }), share),
    }));
  };
}
