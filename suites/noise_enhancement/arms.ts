/**
 * What the claims on trainings read of their results.
 *
 * @module
 */
import {
  allOf,
  type BySeed,
  type Comparison,
  greaterThan,
} from "../predicates.ts";
import type { Finding, Judgement, Results } from "../suite.ts";
import { cellId, type Condition } from "./study.ts";

/** Test accuracy of a condition, in percent, by seed. */
export function accuracyOf(results: Results, condition: Condition): BySeed {
  return results.metric(cellId(condition), "test_accuracy");
}

/**
 * The logarithm of a condition's convergence time in updates, by seed. What did
 * not converge counts as the most updates, which is a lower bound.
 */
export function logTimeOf(results: Results, condition: Condition): BySeed {
  return mapSeeds(
    results.metric(cellId(condition), "convergence_time"),
    Math.log,
  );
}

/** Values under the same seeds. */
export function mapSeeds(values: BySeed, f: (value: number) => number): BySeed {
  return new Map([...values].map(([seed, value]) => [seed, f(value)]));
}

/** a - b, seed by seed. */
export function minus(a: BySeed, b: BySeed): BySeed {
  return new Map([...a].map(([seed, value]) => [seed, value - b.get(seed)!]));
}

/** The values of some seeds. */
export function ofSeeds(values: BySeed, seeds: readonly number[]): BySeed {
  return new Map(seeds.map((seed) => [seed, values.get(seed)!]));
}

/** The condition with the highest mean accuracy over all or some seeds. */
export function best(
  results: Results,
  { among, seeds }: {
    among: readonly Condition[];
    seeds?: readonly number[];
  },
): Condition {
  const mean = (condition: Condition) => {
    const accuracy = accuracyOf(results, condition);
    const values = (seeds ?? [...accuracy.keys()])
      .map((seed) => accuracy.get(seed)!);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return among.reduce((a, b) => mean(b) > mean(a) ? b : a);
}

/** Every other seed, for choosing, and the rest, for comparing. */
export function halves(results: Results, of: Condition) {
  const seeds = [...accuracyOf(results, of).keys()];
  return {
    choosing: seeds.filter((_, index) => index % 2 === 0),
    testing: seeds.filter((_, index) => index % 2 === 1),
  };
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

/** The conjunction of the findings that are not just for information. */
export function concluding(findings: readonly Finding[]): Judgement {
  const deciding = findings.filter(({ informative }) => !informative);
  return { outcome: allOf(deciding.map(({ outcome }) => outcome)), findings };
}

/** The names of conditions, each once. */
export function cellsOf(conditions: readonly Condition[]): string[] {
  return [...new Set(conditions.map(cellId))];
}
