import type { Key } from "../../core/key.ts";
import { split } from "../../core/key.ts";
import { uniform } from "../../core/random.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";

/** A predicate over resampled seeds, decided. */
export interface Bootstrap {
  readonly predicate: "BOOTSTRAP";
  readonly resamples: number;
  /** Share of the resamples in which the predicate holds. */
  readonly holding: number;
  /** Share of the resamples in which its opposite holds. */
  readonly failing: number;
  readonly outcome: Outcome;
}

const CONFIDENCE = 0.95;

/**
 * Whether a predicate holds, or its opposite, in at least 95 % of the samples
 * that are drawn from `seeds` with replacement: for statistics without a t
 * interval, such as the place of a maximum.
 *
 * @param options.test What a sample says; seeds may be there more than once.
 * @throws {RangeError} if there are no seeds or no resamples
 */
export function bootstrap(
  seeds: readonly number[],
  { test, key, resamples = 2000 }: {
    test: (sample: readonly number[]) => { holds: boolean; fails: boolean };
    key: Key;
    resamples?: number;
  },
): Bootstrap {
  if (seeds.length === 0 || !(resamples >= 1)) {
    throw new RangeError(
      `Cannot resample ${seeds.length} seeds ${resamples} times`,
    );
  }
  const results = Array.from({ length: resamples }, (_, index) => {
    const draws = uniform(split(key, index), seeds.length);
    return test(
      Array.from(draws, (draw) => seeds[Math.floor(draw * seeds.length)]!),
    );
  });
  const share = (which: "holds" | "fails") =>
    results.filter((result) => result[which]).length / resamples;
  const [holding, failing] = [share("holds"), share("fails")];
  return {
    ...{ predicate: "BOOTSTRAP", resamples, holding, failing },
    outcome: outcomeOf({
      holds: holding >= CONFIDENCE,
      fails: failing >= CONFIDENCE,
    }),
  };
}
