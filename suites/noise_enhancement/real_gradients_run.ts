import type { Dataset } from "../../core/dataset.ts";
import { loadDataset } from "../../datasets/load.ts";
import { mlp } from "../../models/mlp.ts";
import { arrangements } from "../exact/draws.ts";
import {
  covarianceOf,
  type Estimate,
  oneExample,
  varianceOf,
} from "../exact/estimate_moments.ts";
import { gradientProbe, perExampleGradients } from "../exact/gradient_probe.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { relativeDistance } from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import {
  enhancedEstimates,
  enumeratedMoments,
} from "./enumeration.ts";
import { metricAt, type RealGradientsSettings } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/**
 * Enumerates the minibatches of a few images, with a small network's gradients.
 *
 * Traces are over all parameters; whole matrices are compared on those of the
 * last layer.
 */
export function realGradientsRun(subject: ExactSubject): Executor {
  return async (settings, { engine, seed, dataDir }) => {
    const { dataset: name, examples, hidden, batchSize, alphas, weightings } =
      settings as RealGradientsSettings;
    const dataset = await loadDataset(name, { dataDir });
    const model = mlp({
      inputShape: dataset.imageShape,
      hidden,
      classes: dataset.classes,
    });
    const probe = gradientProbe(engine, { model, dataset, seed });
    const gradients = await perExampleGradients(probe, examples);
    probe.dispose();
  };
}
