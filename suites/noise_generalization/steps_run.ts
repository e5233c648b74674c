import { sgd } from "../../methods/sgd.ts";
import { fewImages } from "../exact/few_images.ts";
import { gradientProbe } from "../exact/gradient_probe.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { plannedSteps } from "../exact/planned_steps.ts";
import { trajectory } from "../exact/trajectory.ts";
import { combination, difference, relativeDistance } from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import type { StepsSettings } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/**
 * Updates of a small network without and with momentum, compared with what
 * gradients at the parameters on the way add up to: "eq_1_error" and
 * "momentum_error" are the largest ‖a - b‖ / ‖b‖ of the way from the start,
 * b = -Σ_i ε_i Σ_{j≤i} m^{i-j} g_j. As every step draws its examples anew,
 * "repeated_in_batch" counts those that a batch has more than once,
 * "different_batches" the batches that differ, and "examples_missed" the
 * examples that an epoch does not use exactly once, of any epoch.
 */
export function stepsRun(subject: ExactSubject): Executor {
  return async (settings, { engine, seed }) => {
    const { imageShape, classes, examples, hidden, batchSize, ...rest } =
      settings as StepsSettings;
    const { learningRates, momentum } = rest;
    const dataset = fewImages({ imageShape, classes, examples });
    const model = subject.mlp({ inputShape: imageShape, hidden, classes });
    const method = subject.sgd();
    const { steps, examplesMissed } = plannedSteps({
      minibatchesOfEpoch: subject.minibatchesOfEpoch,
      ...{ method, examples, batchSize, learningRates, seed },
      fresh: true,
    });
    const probe = gradientProbe(engine, { model, dataset, seed });
    const errorWith = async (momentum: number) => {
      const visited = await trajectory(engine, {
        ...{ model, method, dataset, steps, seed },
        optimizer: momentum === 0
          ? subject.gradientDescent()
          : subject.momentum({ momentum }),
        trainOneStep: subject.trainOneStep,
      });
      const errors: number[] = [];
      const gradients: Float32Array[] = [];
      let way: Float64Array = new Float64Array(visited[0]!.length);
      for (const [i, { indices, learningRate }] of steps.entries()) {
        gradients.push(
          await probe.estimate(sgd(), indices, { at: visited[i]! }),
        );
        const sum = combination(
          ...gradients.map((g, j) => [momentum ** (i - j), g] as const),
        );
        way = combination([1, way], [-learningRate, sum]);
        const gone = difference(visited[i + 1]!, visited[0]!);
        errors.push(relativeDistance(gone, way));
      }
      return Math.max(...errors);
    };
    const values = {
      eq_1_error: await errorWith(0),
      momentum_error: await errorWith(momentum),
    };
    probe.dispose();
    return computed({
      ...inUnit("ratio", values),
      different_batches: {
        value: new Set(
          steps.map(({ indices }) => indices.toSorted().join()),
        ).size,
        unit: "batches",
      },
      ...inUnit("examples", {
        repeated_in_batch: Math.max(
          ...steps.map(({ indices }) => indices.length - new Set(indices).size),
        ),
        examples_missed: Math.max(...examplesMissed),
      }),
    });
  };
}
