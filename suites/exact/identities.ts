/**
 * Exact claims: identities that measured numbers obey up to rounding, or up to
 * a stated sampling error.
 *
 * @module
 */
import { allOf, type ExactCheck, exactly } from "../predicates.ts";
import type { Finding, Judgement, Results } from "../suite.ts";

/** A metric of a cell, of one seed. */
export type Measured = (cell: string, metric: string) => number;

/** One case of an identity. */
export interface Case {
  /** Which case, e.g. "enumeration, α=3". */
  readonly at: string;
  readonly value: number;
  readonly expected: number;
  /** Largest |value - expected| that the stated error explains. */
  readonly bound: number;
}

/** An identity and how to check it. */
export interface Identity {
  /** In words, e.g. "independent minibatches: Cov = f · Cov of SGD". */
  readonly statement: string;
  /** Every case of it, from what was measured. */
  cases(measured: Measured): readonly Case[];
}

/**
 * What follows from identities: contradicted if a case of one fails. Each
 * finding shows the case that comes closest to its bound or beyond, of any
 * seed.
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
        check: exactly(one),
      }))
    );
    if (checked.length === 0) {
      throw new RangeError(`Cannot judge "${statement}": it has no case`);
    }
    const worst = checked.reduce((a, b) =>
      strain(b.check) > strain(a.check) ? b : a
    );
    const at = seeds.length > 1 ? `${worst.at}, seed ${worst.seed}` : worst.at;
    return {
      statement: checked.length > 1
        ? `${statement} (${at}, the worst of ${checked.length})`
        : `${statement} (${at})`,
      outcome: checked.every(({ check }) => check.holds)
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

/** Error in units of the bound; infinite where it cannot be told. */
function strain({ error, bound, holds }: ExactCheck): number {
  if (holds) return bound === 0 ? 0 : error / bound;
  const ratio = error / bound;
  return Number.isNaN(ratio) ? Infinity : Math.max(ratio, 1);
}
