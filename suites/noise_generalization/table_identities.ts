import type { Case, Identity } from "../exact/identities.ts";
import { caseAtMost, metricsAre, ofCell } from "../exact/metric_cases.ts";

const CELL = "table-1";

/** Decimal numbers in double precision. */
const DECIMAL = 1e-12;

/** What Table 1 says itself, before any run of ours. */
export const TABLE_IDENTITIES: readonly Identity[] = [
  {
    statement:
      "Table 1: at equal updates B=32,768 has a lower training loss than B=2,048, and an accuracy 5.0 points lower",
    cases: (measured) => {
      const table = ofCell(measured, CELL);
      return [
        {
          at: "training loss",
          value: table("training_loss_32768") - table("training_loss_2048"),
          expected: -0.019,
          bound: DECIMAL,
        },
        {
          at: "accuracy",
          value: table("test_accuracy_2048") - table("test_accuracy_32768"),
          expected: 5,
          bound: DECIMAL,
        },
      ];
    },
  },
  {
    statement: "Table 1: accuracy is highest at B=2,048",
    cases: (measured) => {
      const accuracy = (batchSize: number) =>
        measured(CELL, `test_accuracy_${batchSize}`);
      return BATCH_SIZES.map((batchSize): Case =>
        caseAtMost(accuracy(2048), {
          at: `B=${batchSize}`,
          value: accuracy(batchSize),
        })
      );
    },
  },
  {
    statement: "Table 1: an effective learning rate of 2^k is ε = 0.1 · 2^k",
    cases: (measured) =>
      BATCH_SIZES.map((batchSize): Case => ({
        at: `B=${batchSize}`,
        value: measured(CELL, `effective_lr_of_tenth_${batchSize}`),
        expected: measured(CELL, `effective_lr_${batchSize}`),
        bound: DECIMAL * measured(CELL, `effective_lr_${batchSize}`),
      })),
  },
  metricsAre("the introduction's 94.9 % at 2,048 and 92.5 % at 16,384", {
    cell: CELL,
    metrics: { test_accuracy_2048: 94.9, test_accuracy_16384: 92.5 },
  }),
];

/** B of Table 1. */
const BATCH_SIZES: readonly number[] = Array.from(
  { length: 8 },
  (_, i) => 256 * 2 ** i,
);
