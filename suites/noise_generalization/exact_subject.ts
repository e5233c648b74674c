import type { sgd } from "../../methods/sgd.ts";
import type { mlp } from "../../models/mlp.ts";
import type { minibatchesOfEpoch } from "../../training/minibatches.ts";
import type { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import type { momentum } from "../../training/optimizers/momentum.ts";
import type {
  effectiveLearningRate,
  temperature,
} from "../../training/probes/temperature.ts";
import type { geometricDecay } from "../../training/schedules/geometric_decay.ts";
import type { trainOneStep } from "../../training/train_one_step.ts";

/** The code that the exact claims are checked on. */
export interface ExactSubject {
  readonly sgd: typeof sgd;
  /** A network with ghost batch normalisation. */
  readonly mlp: typeof mlp;
  readonly minibatchesOfEpoch: typeof minibatchesOfEpoch;
  readonly trainOneStep: typeof trainOneStep;
  readonly gradientDescent: typeof gradientDescent;
  readonly momentum: typeof momentum;
  readonly geometricDecay: typeof geometricDecay;
  readonly effectiveLearningRate: typeof effectiveLearningRate;
  readonly temperature: typeof temperature;
}
