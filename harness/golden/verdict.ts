/**
 * The verdict on a claim: what its predicates say, with the tier that it
 * holds at.
 *
 * @module
 */
import type { Outcome } from "../../suites/predicates.ts";
import type { Claim, Judgement, Tier } from "../../suites/suite.ts";
import { resultsOf, type ResultsOptions } from "../records/results.ts";
import { unlessDiverged } from "../records/unless_diverged.ts";
import type { PlannedSuite } from "../running/plan.ts";

/** A judgement with its tier. */
export interface Verdict extends Judgement {
  readonly tier: Tier;
  /** The outcome in the words that a person reads. */
  readonly label: string;
  /** Why there is no finding, if there is none. */
  readonly note?: string;
}

/** All outcomes, in the order in which they are counted. */
export const OUTCOMES: readonly Outcome[] = [
  "reproduced",
  "contradicted",
  "inconclusive",
];

const SMOKE_WORDS: Readonly<Record<Outcome, string>> = {
  reproduced: "as claimed",
  contradicted: "opposite",
  inconclusive: "undecided",
};

/**
 * Judges a suite's claim. Where diverged runs keep it from a judgement the
 * verdict is inconclusive, and its note names them.
 *
 * @throws what the claim throws for any other reason.
 */
export function verdictOf(
  suite: PlannedSuite,
  of: ResultsOptions,
): Verdict {
  const { claim, seeds } = suite;
  const { tier } = of;
  const judgement = judgementOf(suite, of);
  const label = labelOf(claim, { ...judgement, tier, seeds });
  return { ...judgement, tier, label };
}

function judgementOf(
  suite: PlannedSuite,
  of: ResultsOptions,
): Judgement & Pick<Verdict, "note"> {
  const { claim, seeds, untunable } = suite;
  const open = (note: string) =>
    ({ outcome: "inconclusive", findings: [], note }) as const;
  if (untunable.size > 0) return open(untunableText(suite));
  // A difference has no spread with one seed.
  if (!claim.exact && seeds.length < 2) {
    return open("a comparison paired by seed needs at least 2 seeds");
  }
  const judged = unlessDiverged(resultsOf(suite, of), claim.judge);
  return "value" in judged
    ? judged.value
    : open(`the claim cannot be judged, for ${judged.why}`);
}

/** Why tuned cells have no settings. */
export function untunableText(
  { untunable }: Pick<PlannedSuite, "untunable">,
): string {
  return [...untunable]
    .map(([cell, why]) => `cell ${cell} cannot be tuned, for ${why}`)
    .join("; ");
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
