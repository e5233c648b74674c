/**
 * What claims on trainings say of their results, whatever the paper.
 *
 * @module
 */
import {
  allOf,
  type BySeed,
  type Evidence,
  type ExactCheck,
  greaterThan,
  provided,
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

/** Evidence that says itself what it decides. */
type Decided = Exclude<Evidence, ExactCheck>;

/** What evidence decides, as a finding. */
export function found(
  statement: string,
  evidence: Decided,
  { informative = false }: { informative?: boolean } = {},
): Finding {
  return {
    ...{ statement, outcome: evidence.outcome, evidence },
    ...(informative ? { informative } : {}),
  };
}

/**
 * As {@linkcode found}, of what a claim takes for granted: where that does not
 * hold, it is open and not contradicted.
 */
export function presupposed(
  statement: string,
  evidence: Decided,
  options: { informative?: boolean } = {},
): Finding {
  const finding = found(statement, evidence, options);
  return { ...finding, outcome: provided(finding.outcome, "reproduced") };
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
  const statement = `${what}: ${names.join(" > ")}`;
  return found(statement, greaterThan(x, y), { informative });
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
