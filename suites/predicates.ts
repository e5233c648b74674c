/**
 * The vocabulary of verdicts. Predicates are declared before a run and decided
 * after: over values paired by seed (GT, NI, EQ) with one-sided 95 % t bounds,
 * over their ratios, trends and maxima, over counts, over numbers without
 * scatter; exact identities; and what several say together.
 *
 * @module
 */
import type { Bootstrap } from "./predicates/bootstrap.ts";
import type { Comparison } from "./predicates/comparison.ts";
import type { ExactCheck } from "./predicates/exactly.ts";
import type { Limit } from "./predicates/limit.ts";
import type { Proportion } from "./predicates/proportion.ts";

export type { BySeed, Interval } from "./paired_t.ts";
export {
  bestLevel,
  bestLevels,
  interiorMaximum,
} from "./predicates/best_level.ts";
export { type Bootstrap, bootstrap } from "./predicates/bootstrap.ts";
export {
  type Comparison,
  equivalent,
  greaterThan,
  notInferior,
} from "./predicates/comparison.ts";
export { type ExactCheck, exactly } from "./predicates/exactly.ts";
export { atLeast, atMost, type Limit } from "./predicates/limit.ts";
export {
  allOf,
  mostOf,
  type Outcome,
  provided,
  unanimous,
} from "./predicates/outcome.ts";
export { MOST_SEEDS } from "./predicates/power.ts";
export {
  exactInterval,
  moreOftenAbove,
  type Proportion,
  proportionAbove,
} from "./predicates/proportion.ts";
export {
  logarithms,
  withinFactor,
  withinFraction,
} from "./predicates/ratio.ts";
export {
  type Point,
  type SaturatingLine,
  saturatingLine,
} from "./predicates/saturating_line.ts";
export { type Level, ranks, slopes, spearman } from "./predicates/trend.ts";

/** The numbers behind a finding. */
export type Evidence = Comparison | Proportion | Bootstrap | Limit | ExactCheck;
