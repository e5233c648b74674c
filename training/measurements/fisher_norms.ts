import { permutation } from "../../core/random.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { fisherNorms as normsOf } from "../probes/fisher_norms.ts";
import { exampleGradients } from "../probes/plain_gradient.ts";
import type { TrainingMeasurement } from "../training_measurement.ts";
import { checkExampleCount } from "./check_example_count.ts";

/**
 * "fisher_norm", ‖F‖_F, and "diagonal_fisher_norm", ‖diag F‖_F, of the
 * empirical Fisher matrix, from `examples` training examples that the moment's
 * key draws: unbiased in their squares as if they were drawn independently (of
 * a training set of N they are low by order 1/N), and with "biased_" before the
 * name those of these examples. In a network that normalises, their gradients
 * are what they contribute. All of them are in memory at once.
 *
 * @throws {RangeError} unless `examples` is a positive integer; on measuring,
 * if there are fewer than 2, or the last ghost batch is a single example, which
 * the network cannot normalise.
 *
 * Source: "An empirical study of stochastic gradient descent with structured
 * covariance noise", Figure 5a.
 */
export function fisherNorms(
  { examples }: { examples: number },
): Pick<TrainingMeasurement, "measure"> {
  checkExampleCount(examples);
  return {
    measure: async (moment) => {
      const { step, dataset, tables, parameters, microbatch, key } = moment;
      const gradients = exampleGradients(parameters, {
        ...{ step, dataset, tables, microbatch },
        indices: permutation(key, dataset.train.count).slice(0, examples),
      });
      const { biased, unbiased } = await normsOf(gradients);
      gradients.forEach(disposeTensors);
      return {
        fisher_norm: unbiased.full,
        diagonal_fisher_norm: unbiased.diagonal,
        biased_fisher_norm: biased.full,
        biased_diagonal_fisher_norm: biased.diagonal,
      };
    },
  };
}
