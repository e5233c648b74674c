/**
 * Exact claims: identities that measured numbers obey up to rounding, or up to
 * a stated sampling error.
 *
 * @module
 */
import {
  allOf,
  atLeast,
  atMost,
  type ExactCheck,
  exactly,
  type Limit,
} from "../predicates.ts";
import type { Finding, Judgement, Results } from "../suite.ts";

/** A metric of a cell, of one seed. */
export type Measured = (cell: string, metric: string) => number;

/** One case of an identity: a value that is known, or a limit of it. */
export type Case = ValueCase | LimitCase;

/** That a value is what the identity says. */
export interface ValueCase {
  /** Which case, e.g. "enumeration, α=3". */
  readonly at: string;
  readonly value: number;
  readonly expected: number;
  /** Largest |value - expected| that the stated error explains. */
  readonly bound: number;
}

/** That a value lies on its side of a limit. */
export interface LimitCase extends Pick<Limit, "predicate" | "limit"> {
  readonly at: string;
  readonly value: number;
}

/** A case, decided. */
type Check = ExactCheck | Limit;

/** An identity and how to check it. */
export interface Identity {
  /** In words, e.g. "independent minibatches: Cov = f · Cov of SGD". */
  readonly statement: string;
  /** Every case of it, from what was measured. */
  cases(measured: Measured): readonly Case[];
}

/**
 * What follows from identities: contradicted if a case of one fails. Each
 * finding shows the case that comes closest to its bound or limit, or lies
 * farthest beyond, of any seed.
 *
 * @param cells The cells whose metrics the identities read.
 */
export function judgeIdentities(
  results: Results,
  { identities, cells }: {
    identities: readonly Identity[];
    cells: readonly string[];
  },
): Judgement {
  const seeds = [...results.status(cells[0]!).keys()];
  const findings = identities.map(({ statement, cases }): Finding => {
    const checked = seeds.flatMap((seed) =>
      cases(measuredBy(results, seed)).map((one) => ({
        at: one.at,
        seed,
        check: checkOf(one),
      }))
    );
    if (checked.length === 0) {
      throw new RangeError(`Cannot judge "${statement}": it has no case`);
    }
    const worst = checked.reduce((a, b) => isWorse(b.check, a.check) ? b : a);
    const at = seeds.length > 1 ? `${worst.at}, seed ${worst.seed}` : worst.at;
    return {
      statement: checked.length > 1
        ? `${statement} (${at}, the worst of ${checked.length})`
        : `${statement} (${at})`,
      outcome: checked.every(({ check }) => holds(check))
        ? "reproduced"
        : "contradicted",
      evidence: worst.check,
    };
  });
  return { outcome: allOf(findings.map(({ outcome }) => outcome)), findings };
}

function measuredBy(results: Results, seed: number): Measured {
  return (cell, metric) => {
    const value = results.metric(cell, metric).get(seed);
    if (value === undefined) {
      throw new RangeError(
        `Cannot judge ${metric} of cell ${cell}: there is no run of seed ${seed}`,
      );
    }
    return value;
  };
}

function checkOf(one: Case): Check {
  if ("bound" in one) return exactly(one);
  const { predicate, value, limit } = one;
  return predicate === "AT MOST" ? atMost(value, limit) : atLeast(value, limit);
}

function holds(check: Check): boolean {
  return "holds" in check ? check.holds : check.outcome === "reproduced";
}

function isWorse(a: Check, b: Check): boolean {
  const [more, less] = [strain(a), strain(b)];
  return more > less || more === less && distance(a) > distance(b);
}

/** At most 1 where a check holds, more where it fails; infinite for NaN. */
function strain(check: Check): number {
  const most = holds(check) ? 1 : Infinity;
  const ratio = "holds" in check ? errorRatio(check) : limitRatio(check);
  return Number.isNaN(ratio) ? most : Math.min(ratio, most);
}

/** Error in units of the bound. */
function errorRatio({ error, bound, holds }: ExactCheck): number {
  return holds && bound === 0 ? 0 : error / bound;
}

/** 1 at the limit; beside it by how large the distance is beside the two. */
function limitRatio(check: Limit): number {
  const { predicate, value, limit } = check;
  if (value === limit) return 1;
  const beyond = predicate === "AT MOST" ? value - limit : limit - value;
  return 1 + beyond / (Math.abs(value) + Math.abs(limit));
}

function distance(check: Check): number {
  return "holds" in check ? check.error : Math.abs(check.value - check.limit);
}
