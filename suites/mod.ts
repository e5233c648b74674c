/**
 * Every suite, in the order in which it is listed and run.
 *
 * @module
 */
import { convergenceOrdering } from "./fisher_noise/convergence_ordering.ts";
import { diagVsLb } from "./fisher_noise/diag_vs_lb.ts";
import { diagVsTrace } from "./fisher_noise/diag_vs_trace.ts";
import { exact as fisherExact } from "./fisher_noise/exact.ts";
import { frobenius } from "./fisher_noise/frobenius.ts";
import { fullGeneralisation } from "./fisher_noise/full_generalisation.ts";
import { gapClosure } from "./fisher_noise/gap_closure.ts";
import { lbGap } from "./fisher_noise/lb_gap.ts";
import { maxEigenvalue } from "./fisher_noise/max_eigenvalue.ts";
import { noise2d } from "./fisher_noise/noise_2d.ts";
import { otherNoises } from "./fisher_noise/other_noises.ts";
import { overhead as fisherOverhead } from "./fisher_noise/overhead.ts";
import { quadraticSteps } from "./fisher_noise/quadratic_steps.ts";
import { scaledNoise } from "./fisher_noise/scaled_noise.ts";
import {
  fashionLeNet,
  mnistLeNet,
  mnistMlp,
} from "./fisher_noise/table_rows.ts";
import { theoremBound } from "./fisher_noise/theorem_bound.ts";
import { traceVsLb } from "./fisher_noise/trace_vs_lb.ts";
import { trueVsEmpirical } from "./fisher_noise/true_vs_empirical.ts";
import { variance } from "./fisher_noise/variance.ts";
import { varianceNotSpeed } from "./fisher_noise/variance_not_speed.ts";
import { exact as gncExact } from "./gradient_noise_convolution/exact.ts";
import { ablationGain } from "./gradient_noise_convolution/ablation_gain.ts";
import { anisotropy } from "./gradient_noise_convolution/anisotropy.ts";
import { cosineBatchSize } from "./gradient_noise_convolution/cosine_batch_size.ts";
import { daPenalty } from "./gradient_noise_convolution/da_penalty.ts";
import { earlySpeed } from "./gradient_noise_convolution/early_speed.ts";
import { eigenvalueGrowth } from "./gradient_noise_convolution/eigenvalue_growth.ts";
import { fullGradientCosine } from "./gradient_noise_convolution/full_gradient_cosine.ts";
import { imageNet } from "./gradient_noise_convolution/imagenet.ts";
import { overhead as gncOverhead } from "./gradient_noise_convolution/overhead.ts";
import { smoothness } from "./gradient_noise_convolution/smoothness.ts";
import { stability } from "./gradient_noise_convolution/stability.ts";
import { toRncSwitch } from "./gradient_noise_convolution/to_rnc_switch.ts";
import { trainingCurve } from "./gradient_noise_convolution/training_curve.ts";
import {
  vsBaseline4096,
  vsBaseline8192,
} from "./gradient_noise_convolution/vs_baseline.ts";
import { vsRnc4096, vsRnc8192 } from "./gradient_noise_convolution/vs_rnc.ts";
import { workerLossSpread } from "./gradient_noise_convolution/worker_loss_spread.ts";
import { anyOptimizer } from "./noise_enhancement/any_optimizer.ts";
import { bestAccuracy } from "./noise_enhancement/best_accuracy.ts";
import { costPerStep } from "./noise_enhancement/cost_per_step.ts";
import { convergenceSlows } from "./noise_enhancement/convergence_slows.ts";
import { covariance } from "./noise_enhancement/covariance.ts";
import { effectiveBatch } from "./noise_enhancement/effective_batch.ts";
import { exact } from "./noise_enhancement/exact.ts";
import { fasterAtOptimum } from "./noise_enhancement/faster_at_optimum.ts";
import { gaussianity } from "./noise_enhancement/gaussianity.ts";
import { gradientVariance } from "./noise_enhancement/gradient_variance.ts";
import { gapShrinks } from "./noise_enhancement/gap_shrinks.ts";
import { improvesFixedBatch } from "./noise_enhancement/improves_fixed_batch.ts";
import { largeBatch } from "./noise_enhancement/large_batch.ts";
import { largeBatchSameAlpha } from "./noise_enhancement/large_batch_same_alpha.ts";
import { notEquivalent } from "./noise_enhancement/not_equivalent.ts";
import { optimalBatch } from "./noise_enhancement/optimal_batch.ts";
import { tradeoffCurve } from "./noise_enhancement/tradeoff_curve.ts";
import { epochBudgetAccuracy } from "./noise_generalization/epoch_budget_accuracy.ts";
import { epochBudgetLoss } from "./noise_generalization/epoch_budget_loss.ts";
import { epochSaturation } from "./noise_generalization/epoch_saturation.ts";
import { equalTemperature } from "./noise_generalization/equal_temperature.ts";
import { exact as smithExact } from "./noise_generalization/exact.ts";
import { fewerSteps } from "./noise_generalization/fewer_steps.ts";
import { ghostBatch } from "./noise_generalization/ghost_batch.ts";
import { hotStartColdEnd } from "./noise_generalization/hot_start_cold_end.ts";
import { initialLrConstant } from "./noise_generalization/initial_lr_constant.ts";
import { initialLrMatters } from "./noise_generalization/initial_lr_matters.ts";
import {
  linearScaling,
  sharpTransition,
} from "./noise_generalization/linear_scaling.ts";
import { lossFallsWithEpochs } from "./noise_generalization/loss_falls_with_epochs.ts";
import { lossLrDecay } from "./noise_generalization/loss_lr_decay.ts";
import {
  momentumLargeBatch,
  momentumLargeBatchLoss,
  momentumLargerRate,
  momentumSmallBatch,
} from "./noise_generalization/momentum.ts";
import { optimalTemperature } from "./noise_generalization/optimal_temperature.ts";
import { restoredNoise } from "./noise_generalization/restored_noise.ts";
import { stepBudgetDrop } from "./noise_generalization/step_budget_drop.ts";
import { stepBudgetLoss } from "./noise_generalization/step_budget_loss.ts";
import { stepBudgetPeak } from "./noise_generalization/step_budget_peak.ts";
import type { Claim } from "./suite.ts";

/** Every suite. */
export const SUITES: readonly Claim[] = [
  exact,
  covariance,
  effectiveBatch,
  gaussianity,
  improvesFixedBatch,
  gapShrinks,
  convergenceSlows,
  optimalBatch,
  bestAccuracy,
  fasterAtOptimum,
  largeBatch,
  largeBatchSameAlpha,
  tradeoffCurve,
  notEquivalent,
  costPerStep,
  anyOptimizer,
  gradientVariance,
  smithExact,
  stepBudgetDrop,
  stepBudgetPeak,
  stepBudgetLoss,
  fewerSteps,
  epochBudgetAccuracy,
  epochBudgetLoss,
  linearScaling,
  momentumSmallBatch,
  momentumLargeBatch,
  momentumLargeBatchLoss,
  momentumLargerRate,
  sharpTransition,
  equalTemperature,
  epochSaturation,
  lossFallsWithEpochs,
  optimalTemperature,
  initialLrConstant,
  hotStartColdEnd,
  initialLrMatters,
  lossLrDecay,
  ghostBatch,
  restoredNoise,
  gncExact,
  vsBaseline4096,
  vsBaseline8192,
  vsRnc4096,
  vsRnc8192,
  toRncSwitch,
  stability,
  ablationGain,
  daPenalty,
  fullGradientCosine,
  cosineBatchSize,
  anisotropy,
  eigenvalueGrowth,
  workerLossSpread,
  smoothness,
  trainingCurve,
  earlySpeed,
  gncOverhead,
  imageNet,
  fisherExact,
  lbGap,
  diagVsLb,
  diagVsTrace,
  traceVsLb,
  gapClosure,
  mnistMlp,
  mnistLeNet,
  fashionLeNet,
  fullGeneralisation,
  convergenceOrdering,
  variance,
  varianceNotSpeed,
  frobenius,
  maxEigenvalue,
  theoremBound,
  quadraticSteps,
  noise2d,
  trueVsEmpirical,
  fisherOverhead,
  scaledNoise,
  otherNoises,
];
