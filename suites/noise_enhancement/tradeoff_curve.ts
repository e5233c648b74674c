import { exceeds } from "../findings.ts";
import { allOf, mostOf, type Outcome } from "../predicates.ts";
import type { Claim, Finding, Results } from "../suite.ts";
import { best, logTimeOf, moreAccurate, onTrainings } from "./arms.ts";
import { tradeOff } from "./figures.ts";
import { cellId, type Condition, gridsAt } from "./study.ts";

/** The share of neighbours that must differ as claimed, no other reversed. */
const MOST = 0.8;

/** Figure 3: along each arm, time rises and accuracy peaks. */
export const tradeoffCurve: Claim = {
  id: "ne-tradeoff-curve",
  title: "Convergence time against accuracy along both arms",
  statement:
    "With growing α at the largest batch size, and with shrinking batch size at α = 1, convergence takes longer, and accuracy has a peak along α.",
  source: "Noise enhancement, Figure 3",
  contradictedBy:
    "neighbours on an arm whose convergence times are in the other order (paired by seed, one-sided 95 % t interval)",
  ...onTrainings(
    (tier) =>
      gridsAt(tier).flatMap(({ plain, enhanced }) => [...plain, ...enhanced]),
    { table: 3 },
  ),
  metrics: ["convergence_time", "test_accuracy"],
  judge: (results) => {
    const findings: Finding[] = [];
    const outcomes: Outcome[] = [];
    for (const { plain, enhanced } of gridsAt(results.tier)) {
      // Time rises towards small batches on one arm, to large α on the other.
      const times = [plain.toReversed(), enhanced]
        .flatMap((arm) => risingTimes(results, arm));
      const peak = best(results, { among: enhanced });
      const ends = [enhanced[0]!, enhanced.at(-1)!]
        .filter((end) => end !== peak)
        .map((end) => moreAccurate(results, [peak, end]));
      findings.push(...times, ...ends);
      outcomes.push(
        mostOf(times.map(({ outcome }) => outcome), { share: MOST }),
        ...ends.map(({ outcome }) => outcome),
        // A best end is no peak.
        ...(ends.length < 2 ? ["inconclusive" as const] : []),
      );
    }
    return { outcome: allOf(outcomes), findings };
  },
  figures: tradeOff,
};

/** Each neighbour on an arm converges later than the one before. */
function risingTimes(results: Results, arm: readonly Condition[]): Finding[] {
  return arm.slice(1).map((later, i) =>
    exceeds("log convergence time", {
      x: logTimeOf(results, later),
      y: logTimeOf(results, arm[i]!),
      names: [cellId(later), cellId(arm[i]!)],
    })
  );
}
