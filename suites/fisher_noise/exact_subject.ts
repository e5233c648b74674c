import type { diagonalFisherNoise } from "../../methods/diagonal_fisher_noise.ts";
import type { fisherTraceNoise } from "../../methods/fisher_trace_noise.ts";
import type { fullFisherNoise } from "../../methods/full_fisher_noise.ts";
import type { isotropicNoise } from "../../methods/isotropic_noise.ts";
import type { kfacNoise } from "../../methods/kfac_noise.ts";
import type { multiplicativeNoise } from "../../methods/multiplicative_noise.ts";
import type { noiseScale } from "../../methods/noise_scale.ts";
import type { sgd } from "../../methods/sgd.ts";
import type { trueFisherNoise } from "../../methods/true_fisher_noise.ts";
import type { conv2d } from "../../models/layers/conv2d.ts";
import type { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import type { momentum } from "../../training/optimizers/momentum.ts";
import type { inverseTimeDecay } from "../../training/schedules/inverse_time_decay.ts";
import type { trainOneStep } from "../../training/train_one_step.ts";

/** The code that the exact claims are checked on. */
export interface ExactSubject {
  readonly sgd: typeof sgd;
  readonly noiseScale: typeof noiseScale;
  readonly fullFisherNoise: typeof fullFisherNoise;
  readonly multiplicativeNoise: typeof multiplicativeNoise;
  readonly trueFisherNoise: typeof trueFisherNoise;
  readonly diagonalFisherNoise: typeof diagonalFisherNoise;
  readonly fisherTraceNoise: typeof fisherTraceNoise;
  readonly kfacNoise: typeof kfacNoise;
  readonly isotropicNoise: typeof isotropicNoise;
  /** The layer whose gradients' squares are sums over places. */
  readonly conv2d: typeof conv2d;
  readonly trainOneStep: typeof trainOneStep;
  readonly gradientDescent: typeof gradientDescent;
  readonly momentum: typeof momentum;
  readonly inverseTimeDecay: typeof inverseTimeDecay;
}
