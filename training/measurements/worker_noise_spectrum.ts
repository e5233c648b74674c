import { disposeTensors } from "../../core/tensors.ts";
import {
  conditionNumber,
  covarianceSpectrum,
} from "../probes/covariance_spectrum.ts";
import type { TrainingMeasurement } from "../training_measurement.ts";
import { workerNoise } from "./worker_noise.ts";

/** Layers with fewer parameters a worker say little of their spectrum. */
const LEAST_PARAMETERS_A_WORKER = 4;

/**
 * Of every tensor with at least four parameters a worker, the condition number
 * of the covariance of the workers' noise, "noise_condition/name", and its
 * median eigenvalue, "noise_eigenvalue/name", in the square of a gradient's
 * unit. The noise is what the method scales afterwards.
 *
 * Measuring throws a RangeError for a method with fewer than 2 workers.
 *
 * Source: "Gradient Noise Convolution", section 3.2, Figure 4.
 */
export const workerNoiseSpectrum: Pick<TrainingMeasurement, "measure"> = {
  measure: async (moment) => {
    const { method, noise } = workerNoise(moment);
    const numbers: Record<string, number> = {};
    for (const [name, { size }] of Object.entries(moment.parameters)) {
      if (size < LEAST_PARAMETERS_A_WORKER * method.workers) continue;
      const ofLayer = noise.map((omega) => ({ [name]: omega[name]! }));
      const spectrum = await covarianceSpectrum(ofLayer);
      numbers[`noise_condition/${name}`] = await conditionNumber(ofLayer);
      numbers[`noise_eigenvalue/${name}`] =
        spectrum[Math.floor(spectrum.length / 2)]!;
    }
    noise.forEach(disposeTensors);
    return numbers;
  },
};
