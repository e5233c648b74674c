import { found } from "../findings.ts";
import { allOf, equivalent, type Outcome, provided } from "../predicates.ts";
import type { Claim } from "../suite.ts";
import { LOSSES, onBothLosses, TRAINING_CLAIM } from "./arms.ts";
import { fixedCellId, temperaturesAt } from "./conditions.ts";
import { metricOf } from "./figures.ts";
import { manySeedsStudy } from "./study.ts";

/** In points of accuracy. */
const MARGIN = 0.3;
/** What ratio of two losses is still equal. */
const FACTOR = 1.15;

const METRICS = ["test_accuracy", ...LOSSES] as const;

/** Section 3.2: only the temperature ε/B matters. */
export const equalTemperature: Claim = {
  id: "smith-equal-temperature",
  title: "At equal temperature the batch size does not matter",
  statement:
    "After the same number of epochs of SGD without momentum at small learning rates, batches and learning rates that are both doubled or quadrupled give the same test accuracy and training loss; a batch that is quadrupled alone does not.",
  source: "The generalization benefit of noise, section 3.2",
  contradictedBy:
    "at equal temperature, accuracies that differ by more than 0.3 points or losses beyond a factor of 1.15 (paired by seed, one-sided 95 % t intervals); the claim does not apply where four times the batch at the same learning rate changes neither",
  ...TRAINING_CLAIM,
  study: manySeedsStudy,
  cells: (tier) => temperaturesAt(tier).map(fixedCellId),
  metrics: METRICS,
  judge: (results) => {
    const [first, double, quadruple, control] = temperaturesAt(results.tier)
      .map(fixedCellId) as [string, string, string, string];
    const compared = (cell: string) => {
      const cells = [cell, first] as const;
      const statement = cells.join(" = ");
      const accuracy = found(
        `test accuracy: ${statement}`,
        equivalent(
          results.metric(cell, "test_accuracy"),
          results.metric(first, "test_accuracy"),
          { margin: MARGIN },
        ),
      );
      const loss = onBothLosses(results, {
        ...{ statement, cells },
        decide: (x, y) => equivalent(x, y, { margin: Math.log(FACTOR) }),
      });
      return {
        outcomes: [accuracy.outcome, loss.outcome],
        findings: [accuracy, ...loss.findings],
      };
    };
    const equal = [double, quadruple].map(compared);
    const other = compared(control);
    const differs: Outcome = other.outcomes.includes("contradicted")
      ? "reproduced"
      : "inconclusive";
    return {
      outcome: provided(
        differs,
        allOf(equal.flatMap(({ outcomes }) => outcomes)),
      ),
      findings: [
        ...equal.flatMap(({ findings }) => findings),
        // Where they differ the control did its work; it decides nothing else.
        ...other.findings.map((finding) => ({
          ...finding,
          statement: `control, which has to differ, ${finding.statement}`,
          informative: true,
        })),
      ],
    };
  },
  figures: (tier) =>
    (["test_accuracy", "training_loss"] as const).flatMap((metric) =>
      metricOf(metric, {
        cells: (tier) =>
          Object.fromEntries(
            temperaturesAt(tier).map((condition) => [
              `B=${condition.batchSize} ε=${condition.learningRate}`,
              fixedCellId(condition),
            ]),
          ),
        x: "batch size and learning rate",
        caption:
          "If the claim holds, the first three are equal and the last, a control at another temperature, is not.",
      })(tier)
    ),
};
