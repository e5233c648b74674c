import type { StepMethod } from "../../core/method.ts";
import { mlp } from "../../models/mlp.ts";
import { fewImages } from "../exact/few_images.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { plannedSteps } from "../exact/planned_steps.ts";
import { trajectory } from "../exact/trajectory.ts";
import type { Executor } from "../executor.ts";
import type { WithoutNoiseSettings } from "./exact_settings.ts";
import type { ExactSubject } from "./exact_subject.ts";

/**
 * How many parameters have other bits than plain SGD's after a few steps of a
 * network with ghost batches of a worker's share: for methods with α = 0,
 * without noise, and with M = 1, and, for comparison, for the least noise.
 */
export function withoutNoiseRun(subject: ExactSubject): Executor {
  return async (settings, { engine, seed }) => {
    const { imageShape, classes, hidden, workers, leastAlpha, ...rest } =
      settings as WithoutNoiseSettings;
    const { examples, batchSize, learningRates, momentum } = rest;
    const dataset = fewImages({ imageShape, classes, examples });
    const share = batchSize / workers;
    const { steps } = plannedSteps({
      minibatchesOfEpoch: subject.minibatchesOfEpoch,
      method: subject.sgd(),
      ...{ examples, batchSize, learningRates, seed },
    });
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
    const { dataParallelSgd, gnc, rnc } = subject;
    const [still, noisy] = [
      { alpha: 0, workers },
      { alpha: leastAlpha, workers },
    ];
    const one = gnc({ alpha: 1, workers: 1 });
    return computed(inUnit("parameters", {
      data_parallel: await differing(dataParallelSgd({ workers }), share),
      gnc_alpha_0: await differing(gnc(still), share),
      rnc_alpha_0: await differing(rnc(still), share),
      gnc_one_worker: await differing(one, batchSize),
      gnc_least_noise: await differing(gnc(noisy), share),
      rnc_least_noise: await differing(rnc(noisy), share),
    }));
  };
}
