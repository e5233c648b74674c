import type { Mutant } from "./mutant.ts";
import { TRAINING_MUTANTS } from "./training_mutants.ts";

const NE = ["ne-exact", "ne-convergence-slows"];
const GNC = ["gnc-exact"];
const FISHER = ["fisher-exact"];
const SMITH = ["smith-exact"];

/** Every mutant; each breaks the code in a way that has been seen in the wild. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: "noise enhancement: α ignored",
    file: "methods/noise_enhancement.ts",
    from:
      "weights.fill(alpha / batchSize, 0, batchSize);\n      weights.fill((1 - alpha) / batchSize, batchSize);",
    to: "weights.fill(1 / 2 / batchSize);",
    suites: NE,
  },
  {
    name: "noise enhancement: sign of 1 - α",
    file: "methods/noise_enhancement.ts",
    from: "(1 - alpha) / batchSize",
    to: "(alpha - 1) / batchSize",
    suites: NE,
  },
  {
    name: "noise enhancement: the first minibatch twice",
    file: "training/minibatches.ts",
    from: "permutation(split(split(key, minibatch), epoch), examples)",
    to: "permutation(split(split(key, 0), epoch), examples)",
    suites: NE,
  },
  {
    name: "noise enhancement: ghost batches of both minibatches",
    file: "training/microbatches.ts",
    from: ": [minibatches, batchSize];",
    to: ": [1, minibatches * batchSize];",
    suites: ["ne-exact"],
  },
  {
    name: "sums in place of means",
    file: "core/method_parts.ts",
    from: "fill(1 / batchSize)",
    to: "fill(1)",
    suites: ["ne-exact", "ne-convergence-slows", "smith-exact"],
  },
  {
    name: "full-Fisher noise: deviation × 0.9",
    file: "methods/full_fisher_noise.ts",
    from: "deviation: c * Math.sqrt(batchSize)",
    to: "deviation: 0.9 * c * Math.sqrt(batchSize)",
    suites: FISHER,
  },
  {
    name: "full-Fisher noise: losses weighed in ghost batches",
    file: "methods/full_fisher_noise.ts",
    from: 'weighs: "contributions"',
    to: 'weighs: "losses"',
    suites: FISHER,
  },
  {
    name: "multiplicative noise: losses weighed in ghost batches",
    file: "methods/multiplicative_noise.ts",
    from: 'weighs: "contributions"',
    to: 'weighs: "losses"',
    suites: FISHER,
  },
  {
    name: "true-Fisher noise: observed labels",
    file: "training/microbatch_sums.ts",
    from:
      "labelsOf: (logits: tf.Tensor2D) => drawnLabels(logits, drawn.uniforms),",
    to: "labelsOf: () => labels,",
    suites: FISHER,
  },
  {
    name: "multiplicative noise: deviation × 0.9",
    file: "methods/multiplicative_noise.ts",
    from: "deviation: Math.sqrt(variance)",
    to: "deviation: 0.9 * Math.sqrt(variance)",
    suites: FISHER,
  },
  {
    name: "diagonal-Fisher noise: deviation × 0.9",
    file: "methods/diagonal_fisher_noise.ts",
    from: "tf.mul(normal, c)",
    to: "tf.mul(normal, 0.9 * c)",
    suites: FISHER,
  },
  {
    name: "diagonal-Fisher noise: variance for deviation",
    file: "methods/diagonal_fisher_noise.ts",
    from: "tf.sqrt(tensorNamed(statistic, name))",
    to: "tensorNamed(statistic, name)",
    suites: FISHER,
  },
  {
    name: "Fisher-trace noise: deviation × 0.9",
    file: "methods/fisher_trace_noise.ts",
    from: "tf.mul(tf.sqrt(mean), c)",
    to: "tf.mul(tf.sqrt(mean), 0.9 * c)",
    suites: FISHER,
  },
  {
    name: "K-FAC noise: the second factor not transposed",
    file: "methods/kfac_noise.ts",
    from: "...[false, true],",
    to: "...[false, false],",
    suites: FISHER,
  },
  {
    name: "isotropic noise: deviation × 0.9",
    file: "methods/isotropic_noise.ts",
    from: "tf.mul(normal, deviation)",
    to: "tf.mul(normal, 0.9 * deviation)",
    suites: FISHER,
  },
  {
    name: "squared gradients: a convolution's squared before they are summed",
    file: "models/layers/conv2d_probes.ts",
    from: "tf.sum(tf.square(tf.sum(deltaOf(given, options), 1)), 0)",
    to: "tf.sum(tf.sum(tf.square(deltaOf(given, options)), 1), 0)",
    suites: FISHER,
  },
  {
    name: "noise added after the optimizer",
    file: "training/step.ts",
    from: "...optimizer.update({ parameters, gradient, state, learningRate }),",
    to: `...((updated) => ({
          ...updated,
          parameters: mapTensors(updated.parameters, (w, name) =>
            tf.add(w, tf.sub(gradient[name]!, mean[name]!))),
        }))(
          optimizer.update({ parameters, gradient: mean, state, learningRate }),
        ),`,
    suites: FISHER,
  },
  {
    name: "GNC and RNC: the sign of the displacement",
    file: "methods/filter_wise.ts",
    from: "return tf.sub(x, tf.mul(tf.mul(length, factor), omega));",
    to: "return tf.add(x, tf.mul(tf.mul(length, factor), omega));",
    suites: GNC,
  },
  {
    name: "GNC: the workers' own gradients in place of deviations",
    file: "training/worker_state.ts",
    from: "tf.sub(tf.mul(part, workers), tensorNamed(mean, name))",
    to: "tf.mul(part, workers)",
    suites: GNC,
  },
  {
    name: "GNC: filter norms ignored",
    file: "methods/gnc.ts",
    from: 'scaling: filterWise ? "filter norm" : "none"',
    to: 'scaling: "none"',
    suites: GNC,
  },
  {
    name: "RNC: one key for all workers",
    file: "training/worker_gradients.ts",
    from: 'split(split(options.key, "worker"), worker)',
    to: 'split(split(options.key, "worker"), 0)',
    suites: GNC,
  },
  {
    name: "GNC: every worker keeps the gradient of the first",
    file: "training/worker_state.ts",
    from: "own.forEach((part, worker) => add(`worker ${worker}`, part));",
    to:
      "own.forEach((part, worker) => add(`worker ${worker}`, own[0] ?? part));",
    suites: GNC,
  },
  {
    name: "ghost batches ignored",
    file: "models/layers/ghost_batch_norm.ts",
    from: "const rest = batch % ghostBatchSize;",
    to: "ghostBatchSize = batch;\n  const rest = 0;",
    suites: SMITH,
  },
  ...TRAINING_MUTANTS,
];
