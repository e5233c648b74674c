import { found } from "../findings.ts";
import type { PartsFigure } from "../figure.ts";
import { allOf, atLeast } from "../predicates.ts";
import type { Claim, Finding, Results } from "../suite.ts";
import { measuredLayers, median, onDiagnosed, seriesOf } from "./diagnosed.ts";
import type { Method } from "./study.ts";

const METHODS: readonly Method[] = ["GNC", "RNC"];

/** κ_GNC / κ_RNC of a layer at each checkpoint, by seed. */
function ratiosOf(results: Results, layer: string): Map<number, number[]> {
  const name = `noise_condition/${layer}`;
  const rnc = seriesOf(results, { method: "RNC", name });
  return new Map(
    [...seriesOf(results, { method: "GNC", name })].map(([seed, along]) => [
      seed,
      along.slice(0, rnc.get(seed)!.length)
        .map((kappa, i) => kappa / rnc.get(seed)![i]!),
    ]),
  );
}

function findingsOf(results: Results): Finding[] {
  const all: number[] = [];
  const medians: number[] = [];
  for (const layer of measuredLayers(results.tier)) {
    const ratios = [...ratiosOf(results, layer).values()].flat();
    all.push(...ratios);
    medians.push(median(ratios));
  }
  const finding = (
    statement: string,
    value: number,
    limit: number,
  ): Finding => {
    const evidence = atLeast(value, limit);
    return found(statement, evidence);
  };
  return [
    finding(
      "smallest ratio of any layer, checkpoint and seed",
      Math.min(...all),
      1,
    ),
    finding("median of all ratios", median(all), 2),
    finding("smallest median ratio of a layer", Math.min(...medians), 1),
  ];
}

/** Figure 4a, top: gradient noise is less isotropic than random noise. */
export const anisotropy: Claim = {
  id: "gnc-anisotropy",
  title: "The noise of GNC is anisotropic",
  statement:
    "In every layer with at least four parameters a worker, and throughout training, the condition number of the covariance of the workers' noise is larger with GNC than with RNC, and in the median more than twice as large.",
  source: "Gradient noise convolution, Figure 4a, section 3.2",
  contradictedBy:
    "a layer whose median ratio of the condition numbers is below 1",
  ...onDiagnosed(METHODS),
  judge: (results) => {
    const findings = findingsOf(results);
    const [every, middle, layers] = findings.map(({ outcome }) => outcome);
    const holds = allOf([every!, middle!]) === "reproduced";
    return {
      outcome: layers === "contradicted"
        ? "contradicted"
        : holds
        ? "reproduced"
        : "inconclusive",
      findings,
    };
  },
  figures: () => [(results): PartsFigure => ({
    kind: "parts",
    title: "Condition number of the noise, GNC to RNC",
    caption:
      "The median over checkpoints. If the claim holds, all lie above 1 (the paper's Figure 4a, top).",
    x: { label: "layer" },
    y: { label: "ratio of condition numbers", log: true },
    parts: measuredLayers(results.tier).map((layer) => ({
      part: layer.replace("/kernel", ""),
      y: new Map(
        [...ratiosOf(results, layer)].map(([seed, all]) => [seed, median(all)]),
      ),
    })),
  })],
};
