import type { Mutant } from "./mutant.ts";

const SMITH = ["smith-exact"];
/** Suites of trainings that take seconds, for what no identity contains. */
const GNC_TRAININGS = ["gnc-vs-rnc-4096"];
const GNC_AUGMENTED = ["gnc-da-penalty"];
const GNC_LARS = ["gnc-imagenet"];
const FISHER_TRAININGS = ["fisher-convergence-ordering"];
const SMITH_TRAININGS = ["smith-step-budget-loss"];

/** Mutants of what methods have in common: optimizers, schedules and the rest. */
export const TRAINING_MUTANTS: readonly Mutant[] = [
  {
    name: "momentum: (1 - m) inside the velocity",
    file: "training/optimizers/velocity.ts",
    from: "tf.add(tf.mul(decay, tensorNamed(velocity, name)), g)",
    to:
      "tf.add(tf.mul(decay, tensorNamed(velocity, name)), tf.mul(g, tf.sub(1, decay)))",
    suites: SMITH,
  },
  {
    name: "Adam: learning rate off by 2 %",
    file: "training/optimizers/adam.ts",
    from: "tf.div(tf.mul(learningRate, c), correction1)",
    to: "tf.div(tf.mul(tf.mul(learningRate, 1.02), c), correction1)",
    suites: ["ne-convergence-slows"],
  },
  {
    name: "momentum: learning rate off by 2 %",
    file: "training/optimizers/momentum.ts",
    from: "tf.mul(learningRate, tensorNamed(velocity, name))",
    to: "tf.mul(tf.mul(learningRate, 1.02), tensorNamed(velocity, name))",
    suites: SMITH,
  },
  {
    name: "classical momentum: learning rate off by 2 %",
    file: "training/optimizers/classical_momentum.ts",
    from: "tf.mul(learningRate, g)",
    to: "tf.mul(tf.mul(learningRate, 1.02), g)",
    suites: GNC_TRAININGS,
  },
  {
    name: "gradient descent: learning rate off by 2 %",
    file: "training/optimizers/gradient_descent.ts",
    from: "tf.mul(learningRate, tensorNamed(gradient, name))",
    to: "tf.mul(tf.mul(learningRate, 1.02), tensorNamed(gradient, name))",
    suites: FISHER_TRAININGS,
  },
  {
    name: "weight decay ignored",
    file: "training/optimizers/weight_decay.ts",
    from: "return tf.add(g, tf.mul(rate, tensorNamed(parameters, name)));",
    to: "return g;",
    suites: SMITH_TRAININGS,
  },
  {
    name: "schedule: the first drop after 55 % of the updates",
    file: "training/schedules/geometric_decay.ts",
    from: "const half = Math.floor(steps / 2);",
    to: "const half = Math.floor(0.55 * steps);",
    suites: SMITH,
  },
  {
    name: "schedule: milestones an epoch late",
    file: "training/schedules/milestones.ts",
    from: "progress.epoch >= epoch",
    to: "progress.epoch >= epoch + 1",
    suites: GNC_TRAININGS,
  },
  {
    name: "halving at L*: never halved",
    file: "training/schedules/halve_at_loss.ts",
    from: "lowestTrainingLoss <= loss ? learningRate / 2 : learningRate",
    to: "lowestTrainingLoss <= loss ? learningRate : learningRate",
    suites: ["ne-large-batch-same-alpha"],
  },
  {
    name: "warm-up ignored",
    file: "training/schedules/warm_up.ts",
    from: "return from + (to - from) * progress.epoch / epochs;",
    to: "return to;",
    suites: GNC_AUGMENTED,
  },
  {
    name: "polynomial decay: linear",
    file: "training/schedules/polynomial_decay.ts",
    from: "1 - step / steps) ** power",
    to: "1 - step / steps)",
    suites: GNC_LARS,
  },
  {
    name: "LARS: trust ratio ignored",
    file: "training/optimizers/lars.ts",
    from: "return tf.mul(ratio, tf.add(g, tf.mul(decay, x)));",
    to: "return tf.add(g, tf.mul(decay, x));",
    suites: GNC_LARS,
  },
  {
    name: "augmentation: the same in every epoch",
    file: "training/training_epoch.ts",
    from: 'split(split(root, "augment"), count)',
    to: 'split(split(root, "augment"), 0 * count)',
    suites: GNC_AUGMENTED,
  },
  {
    name: "horizontal flip: one draw for all images",
    file: "training/augmentation/horizontal_flip.ts",
    from: "bitsAt(key, example)",
    to: "bitsAt(key, 0 * example)",
    suites: GNC_AUGMENTED,
  },
  {
    name: "padded crop: rows and columns moved by the same",
    file: "training/augmentation/padded_crop.ts",
    from: "columns: columnsOf[integerBelow(right, places)]!",
    to: "columns: columnsOf[integerBelow(down, places)]!",
    suites: GNC_AUGMENTED,
  },
  {
    name: "GNC to RNC: never switched",
    file: "methods/switch_at.ts",
    from: "current < epoch ? before : after",
    to: "current < Infinity ? before : after",
    suites: ["gnc-to-rnc-switch"],
  },
  {
    name: "fresh subsets: the same in every update",
    file: "training/minibatches.ts",
    from: "subset(split(split(key, minibatch), step)",
    to: "subset(split(split(key, minibatch), 0 * step)",
    suites: SMITH,
  },
  {
    name: "gradient variance: the mean's square left in",
    file: "training/measurements/gradient_variance.ts",
    from: "count * squares - squaredNorm",
    to: "count * squares",
    suites: ["ne-gradient-variance"],
  },
  {
    name: "tuning: the worst learning rate taken",
    file: "suites/noise_generalization/tuning.ts",
    from: "ranks.indexOf(Math.max(...ranks))",
    to: "ranks.indexOf(Math.min(...ranks))",
    suites: SMITH_TRAININGS,
  },
];
