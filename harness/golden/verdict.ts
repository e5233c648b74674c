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
  const label = labelOf(claim, { ...judgement, tier, seeds });
  return { ...judgement, tier, label };
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

/**
 * The word for an outcome with the tier that it holds at, and with the seeds
 * where they are fewer than the claim's own.
 */
export function labelOf(
  claim: Claim,
  { outcome, tier, seeds }: Pick<Verdict, "outcome" | "tier"> & {
    seeds?: readonly number[] | undefined;
  },
): string {
  const word = outcomeWord(claim, { outcome, tier });
  if (claim.exact) return `${word} (exact)`;
  if (tier === "smoke") return `smoke: ${word}`;
  return `${word} (${tier}${
    fewerSeedsText(claim, { tier, seeds: seeds?.length })
  })`;
}

/** ", 2 of 10 seeds", or nothing where they are all that a claim declares. */
export function fewerSeedsText(
  claim: Claim,
  { tier, seeds }: { tier: Tier; seeds: number | undefined },
): string {
  const declared = claim.study.seeds(tier).length;
  return seeds === undefined || seeds >= declared
    ? ""
    : `, ${seeds} of ${declared} seeds`;
}
