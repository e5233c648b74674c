import type { dataParallelSgd } from "../../methods/data_parallel_sgd.ts";
import type { gnc } from "../../methods/gnc.ts";
import type { rnc } from "../../methods/rnc.ts";
import type { sgd } from "../../methods/sgd.ts";
import type { minibatchesOfEpoch } from "../../training/minibatches.ts";
import type { classicalMomentum } from "../../training/optimizers/classical_momentum.ts";
import type { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import type { trainOneStep } from "../../training/train_one_step.ts";

/** The code that the exact claims are checked on. */
export interface ExactSubject {
  readonly sgd: typeof sgd;
  readonly dataParallelSgd: typeof dataParallelSgd;
  readonly gnc: typeof gnc;
  readonly rnc: typeof rnc;
  readonly minibatchesOfEpoch: typeof minibatchesOfEpoch;
  readonly trainOneStep: typeof trainOneStep;
  readonly gradientDescent: typeof gradientDescent;
  readonly classicalMomentum: typeof classicalMomentum;
}
