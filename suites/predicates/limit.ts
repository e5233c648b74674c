import { type Outcome, outcomeOf } from "./outcome.ts";

/** A number without scatter beside its limit, decided. */
export interface Limit {
  readonly predicate: "AT LEAST" | "AT MOST";
  readonly value: number;
  readonly limit: number;
  readonly outcome: Outcome;
}

/**
 * Whether a computed number, e.g. a count of operations, a share of
 * checkpoints or the smallest of all seeds, is at least `limit`: reproduced or
 * contradicted, and inconclusive if it is NaN.
 */
export function atLeast(value: number, limit: number): Limit {
  return {
    ...{ predicate: "AT LEAST", value, limit },
    outcome: outcomeOf({ holds: value >= limit, fails: value < limit }),
  };
}

/** Whether a computed number is at most `limit`; as {@linkcode atLeast}. */
export function atMost(value: number, limit: number): Limit {
  return {
    ...{ predicate: "AT MOST", value, limit },
    outcome: outcomeOf({ holds: value <= limit, fails: value > limit }),
  };
}
