import { rootKey, split } from "../../core/key.ts";
import type { StepMethod } from "../../core/method.ts";
import { sgd } from "../../methods/sgd.ts";
import { mlp } from "../../models/mlp.ts";
import {
  type GradientProbe,
  gradientProbe,
  perExampleGradients,
} from "../exact/gradient_probe.ts";
import { fewImages } from "../exact/few_images.ts";
import { computed } from "../exact/outcome.ts";
import { secondMoment } from "../exact/second_moment.ts";
import { combination, difference, outer } from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import type { Metric } from "../suite.ts";
import { drawnMoments } from "./drawn_moments.ts";
import type { DrawsSettings } from "./exact_settings.ts";
import type { ExactSubject } from "./exact_subject.ts";
import { noiseMethods } from "./noise_methods.ts";
import {
  diagonalOf,
  isotropicOf,
  kroneckerOf,
  unitMatrix,
} from "./target_covariances.ts";

/**
 * The noise of each method drawn with the keys of training, of softmax
 * regression on a few images, beside its target covariance: the moments of
 * `drawn_moments.ts`. Also the number of "draws" of each.
 */
export function drawsRun(subject: ExactSubject): Executor {
  return async (settings, { engine, seed, onProgress }) => {
    const { imageShape, classes, draws, ...noise } = settings as DrawsSettings;
    const { smallBatch, largeBatch, deviation } = noise;
    const dataset = fewImages({ imageShape, classes, examples: largeBatch });
    const model = mlp({ inputShape: imageShape, classes, hidden: [] });
    const probe = gradientProbe(engine, { model, dataset, seed });
    const gradients = await perExampleGradients(probe, largeBatch);
    const indices = Uint32Array.from({ length: largeBatch }, (_, i) => i);
    const gradient = await probe.estimate(sgd(), indices);
    const c = subject.noiseScale({ smallBatch, largeBatch });
    const scaled = combination([c * c, secondMoment(gradients)]);
    const inputs = imageShape.reduce((product, length) => product * length);
    const targets: Record<string, Float64Array> = {
      full: scaled,
      multiplicative: scaled,
      true_fisher: combination(
        [
          c * c,
          trueFisherOf(gradients, { classes, labels: dataset.train.labels }),
        ],
      ),
      diagonal: diagonalOf(scaled),
      trace: isotropicOf(scaled),
      kfac: combination(
        [c * c, kroneckerOf(gradients, [{ inputs, outputs: classes }])],
      ),
      isotropic: unitMatrix(gradient.length, deviation ** 2),
    };
    const methods = Object.entries(noiseMethods(subject, noise));
    const metrics: Record<string, Metric> = {};
    for (const [index, [name, method]] of methods.entries()) {
      const noises = await noisesOf(probe, {
        ...{ method, indices, gradient, draws, seed },
        onDraw: (draw) =>
          onProgress({
            step: index * draws + draw,
            ofSteps: methods.length * draws,
          }),
      });
      Object.assign(
        metrics,
        drawnMoments(name, { noises, covariance: targets[name]! }),
      );
    }
    probe.dispose();
    return computed({ ...metrics, draws: { value: draws, unit: "draws" } });
  };
}

/** The noise of so many steps. */
async function noisesOf(
  probe: GradientProbe,
  { method, indices, gradient, draws, seed, onDraw }: {
    method: StepMethod;
    indices: Uint32Array;
    gradient: Float32Array;
    draws: number;
    seed: number;
    onDraw: (draw: number) => void;
  },
): Promise<Float64Array[]> {
  const keys = split(rootKey(seed), "noise");
  const noises = [];
  for (let draw = 0; draw < draws; draw++) {
    const estimate = await probe.estimate(method, indices, {
      key: split(keys, draw),
    });
    noises.push(difference(estimate, gradient));
    onDraw(draw + 1);
  }
  return noises;
}

/**
 * (1/m) Σ_i Σ_y p_iy g_iy g_iyᵀ of softmax regression, whose gradients are
 * (x, 1) (p - 1_y)ᵀ with the prediction p: those with other labels y follow
 * from those with the examples' own.
 */
function trueFisherOf(
  gradients: readonly Float32Array[],
  { classes, labels }: { classes: number; labels: ArrayLike<number> },
): Float64Array {
  const terms = gradients.flatMap((gradient, i) => {
    // p - 1_y is the gradient of the bias, which comes last.
    const delta = Array.from(gradient.slice(-classes));
    const p = delta.map((value, y) => value + (y === labels[i] ? 1 : 0));
    const largest = delta.indexOf(
      delta.reduce((a, b) => Math.abs(b) > Math.abs(a) ? b : a),
    );
    const inputs = Array.from(
      { length: gradient.length / classes },
      (_, row) => gradient[row * classes + largest]! / delta[largest]!,
    );
    return p.map((probability, drawn) => {
      const other = p.map((value, y) => value - (y === drawn ? 1 : 0));
      const own = outer(inputs, other);
      return [probability / gradients.length, outer(own, own)] as const;
    });
  });
  return combination(...terms);
}
