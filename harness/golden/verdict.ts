/**
 * The verdict on a claim: what its predicates say, with the tier that it
 * holds at.
 *
 * @module
 */
import type { Claim, Judgement, Results, Tier } from "../../suites/suite.ts";

/** A judgement with its tier. */
export interface Verdict extends Judgement {
  readonly tier: Tier;
  /** The outcome in the words that a person reads. */
  readonly label: string;
  /** Why there is no finding, if there is none. */
  readonly note?: string;
}

const SMOKE_WORDS: Readonly<Record<Judgement["outcome"], string>> = {
  reproduced: "as claimed",
  contradicted: "opposite",
  inconclusive: "undecided",
};

/** Judges a claim. */
export function verdictOf(
  claim: Claim,
  { results, seeds }: { results: Results; seeds: readonly number[] },
): Verdict {
  const { tier } = results;
  // A difference has no spread with one seed.
  const judgement: Judgement & { note?: string } =
    !claim.exact && seeds.length < 2
      ? {
        outcome: "inconclusive",
        findings: [],
        note: "a comparison paired by seed needs at least 2 seeds",
      }
      : claim.judge(results);
  return { ...judgement, tier, label: labelOf(claim, { ...judgement, tier }) };
}

/**
 * The word for an outcome. At the smoke tier a trained claim's outcome is
 * about the code and never called a reproduction.
 */
export function outcomeWord(
  claim: Claim,
  { outcome, tier }: Pick<Verdict, "outcome" | "tier">,
): string {
  return !claim.exact && tier === "smoke" ? SMOKE_WORDS[outcome] : outcome;
}

/** The word for an outcome with the tier that it holds at. */
export function labelOf(
  claim: Claim,
  verdict: Pick<Verdict, "outcome" | "tier">,
): string {
  const word = outcomeWord(claim, verdict);
  if (claim.exact) return `${word} (exact)`;
  return verdict.tier === "smoke"
    ? `smoke: ${word}`
    : `${word} (${verdict.tier})`;
}
