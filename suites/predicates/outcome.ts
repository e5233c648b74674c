/**
 * What a predicate says of the paper's claim, and what several say together.
 *
 * @module
 */

/** What a predicate says of the paper's claim. */
export type Outcome = "reproduced" | "contradicted" | "inconclusive";

/** The outcome of a predicate that holds, fails, or neither for certain. */
export function outcomeOf(
  { holds, fails }: { holds: boolean; fails: boolean },
): Outcome {
  if (fails) return "contradicted";
  return holds ? "reproduced" : "inconclusive";
}

/**
 * Conjunction: reproduced if all are, contradicted if any is.
 *
 * @throws {RangeError} if there are no outcomes
 */
export function allOf(outcomes: readonly Outcome[]): Outcome {
  return mostOf(outcomes, { share: 1 });
}

/**
 * Reproduced if at least `share` of them are and none is contradicted,
 * contradicted if any is.
 *
 * @throws {RangeError} if there are no outcomes, or `share` is not above 0 and
 * at most 1
 */
export function mostOf(
  outcomes: readonly Outcome[],
  { share }: { share: number },
): Outcome {
  if (outcomes.length === 0) {
    throw new RangeError("Cannot conclude from no outcomes");
  }
  if (!(share > 0 && share <= 1)) {
    throw new RangeError(`Share must be above 0 and at most 1: got ${share}`);
  }
  const reproduced = outcomes.filter((outcome) => outcome === "reproduced");
  return outcomeOf({
    holds: reproduced.length / outcomes.length >= share,
    fails: outcomes.includes("contradicted"),
  });
}

/**
 * Agreement, e.g. of two ways to measure the same: what all say, else
 * inconclusive.
 *
 * @throws {RangeError} if there are no outcomes
 */
export function unanimous(outcomes: readonly Outcome[]): Outcome {
  const [first] = outcomes;
  if (first === undefined) {
    throw new RangeError("Cannot conclude from no outcomes");
  }
  return outcomes.every((outcome) => outcome === first)
    ? first
    : "inconclusive";
}

/**
 * `outcome` where the claim applies, as where there is a gap to be closed;
 * inconclusive where its condition is not itself reproduced.
 */
export function provided(condition: Outcome, outcome: Outcome): Outcome {
  return condition === "reproduced" ? outcome : "inconclusive";
}
