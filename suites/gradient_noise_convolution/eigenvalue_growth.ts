import { concluding } from "../findings.ts";
import { spearman } from "../predicates.ts";
import type { Claim } from "../suite.ts";
import {
  aboveZero,
  alongTraining,
  lateLayer,
  ofSeries,
  onDiagnosed,
  seriesOf,
} from "./diagnosed.ts";
import { checkpointsEvery, type Method } from "./study.ts";

const METHODS: readonly Method[] = ["GNC"];

/** Figure 4a, bottom: eigenvalues of a late layer's noise grow. */
export const eigenvalueGrowth: Claim = {
  id: "gnc-eigenvalue-growth",
  title: "The eigenvalues of GNC's noise grow during training",
  statement:
    "The median eigenvalue of the covariance of the workers' noise in the last hidden kernel rises with the epochs, by rank, in every seed.",
  source: "Gradient noise convolution, Figure 4a",
  contradictedBy: "a seed whose rank correlation is not positive",
  examined:
    "The scale, as far as one can tell, and not the measurement: the spectrum is of deviations before they are scaled, and 21 checkpoints of a training depend on no window. At desk, with a network of three dense layers, the median eigenvalue falls from 1.3e-2 before the first update to 8e-4 after 4 epochs and then stays between 5e-4 and 9e-4; three of five seeds or fewer rise a little from there. The paper shows one late layer of a ResNet-32 on CIFAR-100, in which batch normalisation lets weights shrink and gradients grow; that needs the paper tier. At smoke three checkpoints see the first fall alone.",
  ...onDiagnosed(METHODS),
  judge: (results) => {
    const correlations = ofSeries(
      seriesOf(results, {
        ...{
          method: "GNC",
          name: `noise_eigenvalue/${lateLayer(results.tier)}`,
        },
      }),
      (along) => spearman([...along.keys()], along),
    );
    return concluding([
      aboveZero(
        "the smallest rank correlation of epoch and median eigenvalue of any seed",
        correlations,
      ),
    ]);
  },
  figures: () => [
    alongTraining({
      methods: METHODS,
      name: (tier) => `noise_eigenvalue/${lateLayer(tier)}`,
      every: checkpointsEvery,
      title: "Median eigenvalue of the noise in the last hidden kernel",
      caption: "If the claim holds, it rises (the paper's Figure 4a, bottom).",
      ...{ y: "eigenvalue", log: true },
    }),
  ],
};
