/**
 * Findings in words, with their numbers.
 *
 * @module
 */
import {
  type Bootstrap,
  type Comparison,
  type Evidence,
  type ExactCheck,
  type Interval,
  type Limit,
  MOST_SEEDS,
  type Proportion,
} from "../../suites/predicates.ts";
import type { Finding } from "../../suites/suite.ts";

/** One line of text for a finding, with its numbers. */
export function describeFinding({ statement, evidence }: Finding): string {
  const numbers = describeEvidence(evidence);
  return `${statement}: ${numbersText({ statement, numbers })}`;
}

/**
 * Numbers as they are recorded, with what the statement says is paired in place
 * of seeds.
 */
export function numbersText(
  { statement, numbers }: { statement: string; numbers: string },
): string {
  return numbers.replace("such seeds", `such ${pairsOf(statement)}`);
}

/** "seeds", or as in "paired by budget" what a statement pairs instead. */
export function pairsOf(statement: string): string {
  return `${/paired by (\w+)/.exec(statement)?.[1] ?? "seed"}s`;
}

/**
 * The numbers behind a finding in one line, as golden files have them: what is
 * paired is called seeds, whatever it is.
 */
export function describeEvidence(evidence: Evidence): string {
  if (!("predicate" in evidence)) return exactText(evidence);
  switch (evidence.predicate) {
    case "PROPORTION":
      return proportionText(evidence);
    case "BOOTSTRAP":
      return bootstrapText(evidence);
    case "AT LEAST":
    case "AT MOST":
      return limitText(evidence);
    default:
      return comparisonText(evidence);
  }
}

function comparisonText(comparison: Comparison): string {
  const { n, meanDifference, interval, margin, effectSize } = comparison;
  return [
    `difference ${number(meanDifference)}`,
    intervalText(interval),
    boundsText(comparison),
    ...margin === undefined ? [] : [`margin ${number(margin)}`],
    `n=${n}`,
    ...effectSize === undefined ? [] : [`d_z=${effectSize.toFixed(2)}`],
  ].join(", ") + seedsText(comparison);
}

/** How many seeds an open comparison needs, at the effect that was found. */
function seedsText(
  { outcome, seedsToDecide, effectSize }: Comparison,
): string {
  if (outcome !== "inconclusive") return "";
  if (seedsToDecide !== undefined) {
    return `; ${seedsToDecide} such seeds would decide with power 0.8`;
  }
  return effectSize === undefined
    ? ""
    : `; not even ${MOST_SEEDS} such seeds would decide with power 0.8`;
}

function proportionText(proportion: Proportion): string {
  const { successes, trials, threshold, interval } = proportion;
  return [
    `${successes} of ${trials}`,
    intervalText(interval),
    boundsText(proportion),
    `threshold ${number(threshold)}`,
  ].join(", ");
}

function bootstrapText({ resamples, holding, failing }: Bootstrap): string {
  const percent = (share: number) => `${number(100 * share)} %`;
  return `holds in ${
    percent(holding)
  } of ${resamples} resamples, its opposite in ${percent(failing)}`;
}

function limitText({ predicate, value, limit }: Limit): string {
  return `${number(value)}, ${predicate.toLowerCase()} ${number(limit)}`;
}

function exactText({ value, expected, error, bound }: ExactCheck): string {
  return `${number(value)}, expected ${number(expected)}, error ${
    error.toExponential(1)
  }, allowed ${bound.toExponential(1)}`;
}

function intervalText({ lower, upper }: Interval): string {
  return `95 % interval ${number(lower)} to ${number(upper)}`;
}

function boundsText({ lower, upper }: Interval): string {
  return `one-sided bounds ${number(lower)} and ${number(upper)}`;
}

function number(value: number): string {
  return String(Number(value.toPrecision(4)));
}
