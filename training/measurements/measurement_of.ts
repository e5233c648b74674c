import type { TrainingMeasurement } from "../training_measurement.ts";
import { type Epochs, isDueAfter } from "./epochs.ts";
import { testAccuracy } from "./test_accuracy.ts";

/** A measurement in JSON, complete. */
export type MeasurementSettings = { readonly epochs: Epochs } & {
  readonly name: "test accuracy";
};

/**
 * The measurement that settings describe.
 *
 * @throws {RangeError} as the measurements' own functions.
 */
export function measurementOf(
  settings: MeasurementSettings,
): TrainingMeasurement {
  return {
    isDue: isDueAfter(settings.epochs),
    ...measuring(settings),
  };
}

function measuring(
  settings: MeasurementSettings,
): Pick<TrainingMeasurement, "measure"> {
  switch (settings.name) {
    case "test accuracy":
      return testAccuracy();
  }
}
