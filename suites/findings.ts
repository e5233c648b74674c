/**
 * What claims on trainings say of their results, whatever the paper.
 *
 * @module
 */
import {
  allOf,
  type BySeed,
  type Comparison,
  greaterThan,
} from "./predicates.ts";
import type { Finding, Judgement, Results, Tier } from "./suite.ts";

/** Values under the same seeds. */
export function mapSeeds(values: BySeed, f: (value: number) => number): BySeed {
  return new Map([...values].map(([seed, value]) => [seed, f(value)]));
}

/** a - b, seed by seed. */
export function minus(a: BySeed, b: BySeed): BySeed {
  return new Map([...a].map(([seed, value]) => [seed, value - b.get(seed)!]));
}

/** "`what`: x > y", as a finding. */
export function exceeds(
  what: string,
  { x, y, names, informative = false }: {
    x: BySeed;
    y: BySeed;
    names: readonly [string, string];
    informative?: boolean;
  },
): Finding {
  const evidence: Comparison = greaterThan(x, y);
  return {
    statement: `${what}: ${names.join(" > ")}`,
    outcome: evidence.outcome,
    evidence,
    ...(informative ? { informative } : {}),
  };
}

/** GT of the test accuracy of one cell over that of another. */
export function higherAccuracy(
  results: Results,
  names: readonly [string, string],
  { informative = false }: { informative?: boolean } = {},
): Finding {
  const [x, y] = names.map((cell) => results.metric(cell, "test_accuracy")) as [
    BySeed,
    BySeed,
  ];
  return exceeds("test accuracy", { x, y, names, informative });
}

/** The conjunction of the findings that are not just for information. */
export function concluding(findings: readonly Finding[]): Judgement {
  const deciding = findings.filter(({ informative }) => !informative);
  return { outcome: allOf(deciding.map(({ outcome }) => outcome)), findings };
}

/**
 * A finding on measured times. At the smoke tier, which has to end alike on a
 * machine that does other things too, it decides nothing.
 */
export function onTimes(finding: Finding, tier: Tier): Finding {
  return tier === "smoke" ? { ...finding, informative: true } : finding;
}
