import { rootKey, split } from "../../core/key.ts";
import type { StepMethod } from "../../core/method.ts";
import { mlp } from "../../models/mlp.ts";
import { gradientProbe } from "../exact/gradient_probe.ts";
import { fewImages } from "../exact/few_images.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { trajectory } from "../exact/trajectory.ts";
import { combination, difference, relativeDistance } from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import type { StepsSettings } from "./exact_settings.ts";
import type { ExactSubject } from "./exact_subject.ts";
import { noiseMethods } from "./noise_methods.ts";

/**
 * Updates of a small network with each method and momentum, "<method>_error"
 * being the largest relative distance of one from -η v, v ← m v + g with g the
 * gradient estimate, noise included.
 */
export function stepsRun(subject: ExactSubject): Executor {
  return async (settings, { engine, seed }) => {
    const { imageShape, classes, hidden, learningRates, momentum, ...noise } =
      settings as StepsSettings;
    const { largeBatch: examples } = noise;
    const dataset = fewImages({ imageShape, classes, examples });
    const model = mlp({ inputShape: imageShape, hidden, classes });
    const indices = Uint32Array.from({ length: examples }, (_, i) => i);
    const steps = learningRates.map((learningRate) => ({
      ...{ learningRate, indices },
    }));
    const probe = gradientProbe(engine, { model, dataset, seed });
    const keys = split(rootKey(seed), "noise");
    const errorOf = async (method: StepMethod) => {
      const visited = await trajectory(engine, {
        ...{ model, method, dataset, steps, seed },
        optimizer: subject.momentum({ momentum }),
        trainOneStep: subject.trainOneStep,
      });
      let velocity: Float64Array = new Float64Array(visited[0]!.length);
      const errors = [];
      for (const [t, learningRate] of learningRates.entries()) {
        const [at, next] = [visited[t]!, visited[t + 1]!];
        const estimate = await probe.estimate(method, indices, {
          ...{ at, key: split(keys, t) },
        });
        velocity = combination([momentum, velocity], [1, estimate]);
        errors.push(relativeDistance(
          difference(next, at),
          combination([-learningRate, velocity]),
        ));
      }
      return Math.max(...errors);
    };
    const errors: Record<string, number> = {};
    const methods = { sgd: subject.sgd(), ...noiseMethods(subject, noise) };
    for (const [name, method] of Object.entries(methods)) {
      errors[`${name}_error`] = await errorOf(method);
    }
    probe.dispose();
    return computed(inUnit("ratio", errors));
  };
}
