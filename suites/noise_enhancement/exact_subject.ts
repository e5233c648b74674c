import type { noiseEnhancement } from "../../methods/noise_enhancement.ts";
import type { minibatchesOfEpoch } from "../../training/minibatches.ts";

/** The code that the exact claims are checked on. */
export interface ExactSubject {
  readonly noiseEnhancement: typeof noiseEnhancement;
  readonly minibatchesOfEpoch: typeof minibatchesOfEpoch;
}
