import { concluding } from "../findings.ts";
import { atLeast, atMost } from "../predicates.ts";
import type { Claim, Finding } from "../suite.ts";
import { tuned } from "./arms.ts";
import {
  bestPairs,
  insidePairGrids,
  NAMES,
  PAIR_CLAIM,
  pairCells,
  pairFigure,
} from "./pair_arms.ts";

/** Which way a rate for accuracy is to differ from that for loss. */
const SIGNS = { first: 1, last: -1 } as const;

/** Figure 3, c and d: accuracy wants a hot start and a cold end. */
export const hotStartColdEnd: Claim = {
  ...PAIR_CLAIM,
  id: "smith-hot-start-cold-end",
  title: "Accuracy wants a hotter start and a colder end than loss",
  statement:
    "At every epoch budget the best pair for test accuracy has a first learning rate at least, and a last one at most, that of the best pair for training loss; and at some budget each differs.",
  source: "The generalization benefit of noise, Figures 3c and 3d, section 7.1",
  contradictedBy:
    "one of the two the other way round at more than half of the budgets",
  examined:
    "The grid alone keeps it open at desk: both parts hold at all three budgets. At 4 and 16 epochs the best pair for training loss, 2^-2 and 2^-3, has the smallest fall that was tried, an octave. Beyond it the schedule, which never rises, has but a constant rate, and an end of the grid there would be no edge: those with it are a fifth of the grid more, about 2 minutes of a core. Where such a pair is best, ε_f for loss is its ε_0, and the claim needs that between the rates for accuracy, which are 2^-1 and 2^-5 at 4 epochs, 2^-2 and 2^-9 at 16. A constant rate above the first of them at one of the two budgets would leave it open, at both contradict it.",
  cells: (tier) => pairCells(tier, "test_accuracy", "training_loss"),
  judge: (results) => {
    const loss = bestPairs(results, "training_loss");
    const accuracy = bestPairs(results, "test_accuracy");
    const findings = (["first", "last"] as const).flatMap((which) => {
      const octaves = accuracy.map((pair, i) =>
        SIGNS[which] * (pair[which].rate - loss[i]![which].rate)
      );
      const reversed = octaves.filter((one) => one < 0).length;
      const strict = octaves.filter((one) => one > 0).length;
      const [way, other] = which === "first"
        ? ["above", "below"]
        : ["below", "above"];
      const none = atMost(reversed, 0);
      const some = atLeast(strict, 1);
      const budgets = `budgets, of ${octaves.length}, whose`;
      return [
        {
          statement: `${budgets} ${
            NAMES[which]
          } for accuracy is ${other} that for loss`,
          outcome: reversed > octaves.length / 2
            ? "contradicted"
            : reversed > 0
            ? "inconclusive"
            : "reproduced",
          evidence: none,
        },
        {
          statement: `${budgets} ${
            NAMES[which]
          } for accuracy is ${way} that for loss`,
          // Equal rates everywhere are not the reverse of the claim.
          outcome: strict > 0 ? "reproduced" : "inconclusive",
          evidence: some,
        },
      ] satisfies Finding[];
    });
    return tuned(
      insidePairGrids(results, "test_accuracy", "training_loss"),
      concluding(findings),
    );
  },
  figures: pairFigure(
    "If the claim holds, ε_0 for accuracy is above that for training loss, and ε_f below (Figures 3c and 3d).",
    "test_accuracy",
    "training_loss",
  ),
};
