import type { Identity, Measured } from "../exact/identities.ts";
import { caseAtMost, metricsAre } from "../exact/metric_cases.ts";
import { PRINTED_OPERATIONS } from "./step_operations.ts";

const CELL = "table-2";

const CELLS = [
  ["ImageNet", 32_768],
  ["ImageNet", 131_072],
  ["CIFAR-10", 4096],
  ["CIFAR-10", 8192],
  ["CIFAR-100", 4096],
  ["CIFAR-100", 8192],
].flatMap(([dataset, batchSize]) =>
  ["baseline", "RNC", "GNC", "GNCtoRNC"]
    .map((method) => `${dataset} ${batchSize} ${method}`)
);

/** The one standard deviation that does not follow from Table 6. */
const MISPRINTED = "ImageNet 32768 RNC";

/** Half of the last digit that is printed, and decimals in binary. */
const HALF_DIGIT = 0.005 + 1e-9;

/** That numbers of Table 2 are those of Table 6 up to the last digit. */
function follows(statement: string, metrics: readonly string[]): Identity {
  return {
    statement,
    cases: (measured: Measured) =>
      metrics.map((metric) => ({
        at: metric,
        value: measured(CELL, metric),
        expected: 0,
        bound: HALF_DIGIT,
      })),
  };
}

/** What the paper's tables say themselves, before any run of ours. */
export const TABLE_IDENTITIES: readonly Identity[] = [
  follows(
    "Table 2's means are those of Table 6",
    CELLS.map((cell) => `mean_error ${cell}`),
  ),
  follows(
    "Table 2's standard deviations are those of Table 6, but for one",
    CELLS.filter((cell) => cell !== MISPRINTED)
      .map((cell) => `sd_error ${cell}`),
  ),
  metricsAre(
    "that of RNC on ImageNet at 32,768, printed 0.13, is 0.124 in Table 6",
    {
      cell: CELL,
      metrics: { [`sd_error ${MISPRINTED}`]: 0.13 - 0.124 },
      absolute: 0.0005,
    },
  ),
  {
    statement:
      "section 2.4: GNC's two subtractions are 2 M l = 2.4e8 operations beside 3.4e12",
    cases: (measured) => [
      {
        at: "subtractions",
        value: measured(CELL, "subtractions"),
        ...PRINTED_OPERATIONS.subtractions,
      },
      {
        at: "passes",
        value: measured(CELL, "passes"),
        ...PRINTED_OPERATIONS.passes,
      },
      caseAtMost(1e-4, {
        at: "their ratio",
        value: measured(CELL, "subtractions") / measured(CELL, "passes"),
      }),
    ],
  },
];
