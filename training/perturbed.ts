import * as tf from "@tensorflow/tfjs-core";
import type { EngineRandom } from "../core/engine_random.ts";
import type { GradientMethod } from "../core/method.ts";
import { mapTensors, type NamedTensors, tensorNamed } from "../core/tensors.ts";
import { meanStatistic } from "./gradient_statistics.ts";
import type { Observed } from "./sums.ts";

/** What gradient methods perturb a gradient with. */
export interface PerturbedInputs {
  /** The methods, first to last. */
  methods: readonly GradientMethod[];
  /** What their statistics are made from; absent if none asks for one. */
  observed?: Observed;
  /** The noise key of each method. */
  keys: readonly tf.Tensor1D[];
  /** Draws on the device. */
  random: EngineRandom;
}

/**
 * The gradient with what methods add to it, one after the other: each sees it
 * as those before have left it. The caller owns the result.
 *
 * @throws {RangeError} if a method adds to a parameter that there is not.
 */
export function perturbed(
  gradient: NamedTensors,
  { methods, observed, keys, random }: PerturbedInputs,
): NamedTensors {
  return methods.reduce((gradient, method, i) => {
    const { statistic } = method;
    const added = method.perturbation(gradient, {
      statistic: statistic === "none"
        ? {}
        : meanStatistic(observed!, statistic),
      key: keys[i]!,
      random,
    });
    for (const name in added) tensorNamed(gradient, name);
    return mapTensors(
      gradient,
      (g, name) =>
        added[name] === undefined ? tf.clone(g) : tf.add(g, added[name]),
    );
  }, gradient);
}
