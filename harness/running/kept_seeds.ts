import type { Claim, Tier } from "../../suites/suite.ts";
import { type SeedChoice, seedsOf } from "./plan.ts";

/**
 * The claims that keep the seeds that they declare though others were chosen:
 * exact ones, which no seed changes.
 */
export function keepingTheirSeeds(
  claims: readonly Claim[],
  { tier, choice }: { tier: Tier; choice: SeedChoice | undefined },
): readonly Claim[] {
  if (choice === undefined) return [];
  return claims.filter((claim) => {
    const seeds = seedsOf(claim, { tier, choice });
    return "count" in choice
      ? seeds.length !== choice.count
      : seeds.join() !== choice.join();
  });
}
