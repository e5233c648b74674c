/**
 * Section 2.4: the operations that GNC adds to a step of data-parallel SGD, and
 * those of the step itself.
 *
 * @module
 */
import { resnet } from "../../models/resnet.ts";
import type { TablesSettings } from "./exact_settings.ts";

/** What a step's operations depend on. */
export type StepSizes = TablesSettings["overhead"];

/** The paper's step: ResNet-32 with M = 256 workers. */
export const PAPER_STEP: StepSizes = {
  ...{ depth: 32, classes: 10, workers: 256, batchSize: 8192 },
};

/** What the paper prints of them, and half of its last digit. */
export const PRINTED_OPERATIONS = {
  subtractions: { expected: 2.4e8, bound: 0.05e8 },
  passes: { expected: 3.4e12, bound: 0.05e12 },
} as const;

/**
 * Of two subtractions of l parameters for each of M workers, 2 M l; and of the
 * passes, 6 for each multiply-add of a forward pass.
 */
export function stepOperations(
  { depth, classes, workers, batchSize }: StepSizes,
): { subtractions: number; passes: number } {
  const { parameterCount, multiplyAdds } = resnet({
    ...{ depth, classes, ghostBatchSize: batchSize / workers },
  });
  return {
    subtractions: 2 * workers * parameterCount,
    passes: 6 * multiplyAdds * batchSize,
  };
}
