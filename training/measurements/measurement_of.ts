import { refuseUnknown } from "../../core/refuse_unknown.ts";
import type { TrainingMeasurement } from "../training_measurement.ts";
import { dueAfter, type Epochs } from "./epochs.ts";
import { fisherNorms } from "./fisher_norms.ts";
import { fullGradientCosine } from "./full_gradient_cosine.ts";
import { gradientVariance } from "./gradient_variance.ts";
import { lossCurvature } from "./loss_curvature.ts";
import { testAccuracy } from "./test_accuracy.ts";
import { trainingLoss } from "./training_loss.ts";
import { updateSmoothness } from "./update_smoothness.ts";
import { workerLossSpread } from "./worker_loss_spread.ts";
import { workerNoiseSpectrum } from "./worker_noise_spectrum.ts";

/** A measurement in JSON, complete. */
export type MeasurementSettings =
  & { readonly epochs: Epochs }
  & (
    | {
      readonly name:
        | "test accuracy"
        | "full gradient cosine"
        | "gradient variance"
        | "update smoothness"
        | "worker noise spectrum";
    }
    | {
      readonly name: "training loss" | "worker loss spread";
      /** Of how many training examples, the first ones. */
      readonly examples: number;
    }
    | {
      readonly name: "Fisher norms";
      /** Of how many training examples, which are drawn. */
      readonly examples: number;
    }
    | {
      readonly name: "loss curvature";
      /** Of how many training examples, the first ones. */
      readonly examples: number;
      /** Most products with the Hessian matrix. */
      readonly products: number;
    }
  );

/**
 * The measurement that settings describe.
 *
 * @throws {RangeError} as the measurements' own functions, or if there is no
 * measurement of that name.
 */
export function measurementOf(
  settings: MeasurementSettings,
): TrainingMeasurement {
  return { ...dueAfter(settings.epochs), ...measuring(settings) };
}

function measuring(
  settings: MeasurementSettings,
): Pick<TrainingMeasurement, "measure"> {
  switch (settings.name) {
    case "test accuracy":
      return testAccuracy;
    case "full gradient cosine":
      return fullGradientCosine;
    case "gradient variance":
      return gradientVariance;
    case "update smoothness":
      return updateSmoothness;
    case "worker noise spectrum":
      return workerNoiseSpectrum;
    case "training loss":
      return trainingLoss(settings);
    case "Fisher norms":
      return fisherNorms(settings);
    case "loss curvature":
      return lossCurvature(settings);
    case "worker loss spread":
      return workerLossSpread(settings);
    default:
      return refuseUnknown("a measurement", settings);
  }
}
