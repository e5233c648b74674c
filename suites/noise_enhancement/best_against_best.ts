import { concluding, exceeds } from "../findings.ts";
import type { Claim, ClaimBasis, Finding, Results, Tier } from "../suite.ts";
import { halves, ofSeeds } from "../seeds.ts";
import { accuracyOf, best, onTrainings } from "./arms.ts";
import { cellId, type Condition } from "./study.ts";

/** Two sets of conditions whose best are compared. */
export interface Arms {
  readonly of: readonly Condition[];
  readonly against: readonly Condition[];
  /** What `of` is compared with for information: beyond an edge of a grid. */
  readonly control?: readonly Condition[];
}

/**
 * A claim that the best of each set beats the best of what it is compared with,
 * but for what it says and shows.
 */
export function onBest(
  armsAt: (tier: Tier) => readonly Arms[],
  { table }: Parameters<typeof onTrainings>[1],
): Omit<ClaimBasis, "figures"> & Pick<Claim, "judge"> {
  const conditions = (tier: Tier) =>
    armsAt(tier).flatMap(({ of, against, control = [] }) => [
      ...control,
      ...against,
      ...of,
    ]);
  return {
    ...onTrainings(conditions, { table }),
    metrics: ["test_accuracy", "convergence_time"],
    judge: (results) =>
      concluding(
        armsAt(results.tier).flatMap((pair) => bestAgainstBest(results, pair)),
      ),
  };
}

/**
 * Whether the best accuracy among some conditions beats the best among others:
 * chosen and compared on all seeds, as in the papers, which favours the larger
 * grid; and for information chosen on every other seed and compared on the
 * rest, and against a control.
 */
function bestAgainstBest(
  results: Results,
  { of, against, control = [] }: Arms,
): Finding[] {
  const compared = (
    { others = against, choosing, testing, note, informative }: {
      others?: readonly Condition[];
      choosing?: readonly number[];
      testing?: readonly number[];
      note: string;
      informative: boolean;
    },
  ): Finding => {
    const seeds = choosing === undefined ? {} : { seeds: choosing };
    const [ours, theirs] = [of, others].map((among) =>
      best(results, { among, ...seeds })
    ) as [Condition, Condition];
    const accuracy = (condition: Condition) => {
      const values = accuracyOf(results, condition);
      return testing === undefined ? values : ofSeeds(values, testing);
    };
    const finding = exceeds("best test accuracy", {
      ...{ x: accuracy(ours), y: accuracy(theirs), informative },
      names: [cellId(ours), cellId(theirs)],
    });
    return { ...finding, statement: `${finding.statement} (${note})` };
  };
  const split = halves(accuracyOf(results, of[0]!).keys());
  return [
    compared({
      note: "chosen and compared on all seeds, as in the paper",
      informative: false,
    }),
    ...split.testing.length < 2 ? [] : [
      compared({
        ...split,
        note: "chosen on every other seed, compared on the rest",
        informative: true,
      }),
    ],
    ...control.length === 0 ? [] : [
      compared({
        others: control,
        note: "a control beyond the paper's grid",
        informative: true,
      }),
    ],
  ];
}
