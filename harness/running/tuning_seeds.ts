import { UsageError } from "../../core/usage_error.ts";
import type { Claim, Tier } from "../../suites/suite.ts";
import { cellsOf, type SeedChoice, seedsOf } from "./plan.ts";

/** More seeds than that are not named. */
const MOST_NAMES = 5;

/** The seeds that settings of a claim's cells are tuned with. */
export function tuningSeedsOf(claim: Claim, tier: Tier): ReadonlySet<number> {
  return new Set(
    cellsOf(claim, tier).flatMap((cell) =>
      "tuning" in cell ? cell.tuning.seeds : []
    ),
  );
}

/**
 * Refuses a choice of seeds with some that settings were tuned with: results of
 * those would look better than they are.
 *
 * @throws {UsageError} that names the seeds and the suite.
 */
export function refuseTuningSeeds(
  claims: readonly Claim[],
  { tier, choice }: { tier: Tier; choice: SeedChoice | undefined },
): void {
  if (choice === undefined) return;
  for (const claim of claims) {
    const tuned = tuningSeedsOf(claim, tier);
    const both = seedsOf(claim, { tier, choice })
      .filter((seed) => tuned.has(seed));
    if (both.length === 0) continue;
    throw new UsageError(
      `Cannot report ${claim.id} with ${both.length === 1 ? "seed" : "seeds"} ${
        both.slice(0, MOST_NAMES).join(", ")
      }${both.length > MOST_NAMES ? ", …" : ""}: its settings are tuned with ${
        both.length === 1 ? "it" : "them"
      }; choose others with --seeds`,
    );
  }
}
