import { exactClaim } from "../exact/claim.ts";
import type { Identity } from "../exact/identities.ts";
import {
  caseAtLeast,
  metricsAre,
  metricsVanish,
} from "../exact/metric_cases.ts";
import { SINGLE } from "../exact/rounding.ts";
import { SUBSET_IDENTITIES } from "../exact/subsets.ts";
import { exactStudy } from "./exact_study.ts";
import {
  CURVATURE_IDENTITIES,
  SCALING_IDENTITIES,
  TEMPERATURE_IDENTITIES,
} from "./quadratic_identities.ts";
import { TABLE_IDENTITIES } from "./table_identities.ts";

/** Section 2: the updates themselves. */
const UPDATE_IDENTITIES: readonly Identity[] = [
  metricsVanish("Eq. 1: updates of a network are -ε_i (1/B) Σ ∇L_j", {
    cell: "steps",
    metrics: ["eq_1_error"],
    bound: SINGLE,
  }),
  metricsVanish(
    "momentum: ω_i - ω_0 = -Σ_i ε_i Σ_{j≤i} m^(i-j) g_j, with a learning rate that changes",
    { cell: "steps", metrics: ["momentum_error"], bound: SINGLE },
  ),
  metricsVanish("a batch has no example twice", {
    ...{ cell: "steps", metrics: ["repeated_in_batch"], bound: 0 },
  }),
  {
    statement:
      "batches are drawn anew from all examples, and do not use each once an epoch",
    cases: (measured) => [
      caseAtLeast(2, {
        at: "different batches",
        value: measured("steps", "different_batches"),
      }),
      caseAtLeast(1, {
        at: "examples missed",
        value: measured("steps", "examples_missed"),
      }),
    ],
  },
];

/** Section 4: the schedule. */
const SCHEDULE_IDENTITIES: readonly Identity[] = [
  metricsAre(
    "9,765 = ⌊200 · 50,000 / 1,024⌋ updates: halved before 4,882, then every 488 updates, ten times, the last rate held for 491",
    {
      cell: "schedule",
      metrics: {
        ...{ updates: 9765, rates: 11, last_held: 491, last_rate: 2 ** -10 },
        ...Object.fromEntries(
          Array.from(
            { length: 10 },
            (_, i) => [`drop_${i + 1}`, 4882 + 488 * i],
          ),
        ),
      },
    },
  ),
  metricsAre("of 200 epochs the drops are at 100, 110, …, 190", {
    cell: "schedule",
    metrics: Object.fromEntries(
      Array.from(
        { length: 10 },
        (_, i) => [`epoch_of_drop_${i + 1}`, 100 + 10 * i],
      ),
    ),
  }),
];

/** Section 3.2: normalisation in ghost batches. */
const GHOST_BATCH_IDENTITIES: readonly Identity[] = [
  metricsVanish("a batch's gradient is the mean of its ghost batches'", {
    cell: "ghost-batches",
    metrics: ["split_error"],
    bound: SINGLE,
  }),
  metricsVanish(
    "with ghost batches of one size the mean gradient is the same at any batch size",
    { cell: "ghost-batches", metrics: ["size_difference"], bound: SINGLE },
  ),
  {
    statement: "without ghost batches it is not",
    cases: (measured) => [
      caseAtLeast(0.01, {
        at: "relative difference",
        value: measured("ghost-batches", "ordinary_difference"),
      }),
    ],
  },
];

/** Sections 2 to 4: every exact statement, and what Table 1 says itself. */
export const exact = exactClaim({
  id: "smith-exact",
  title: "Exact checks of noise, curvature and schedule",
  statement:
    "The identities behind the two regimes hold: covariance of a minibatch, critical learning rate, temperature and linear scaling on quadratic losses, momentum as a sum, the schedule, and ghost batches.",
  source: "The generalization benefit of noise, sections 2 to 4, Table 1",
  contradictedBy: "any deviation beyond rounding",
  study: exactStudy,
  identities: [
    ...SUBSET_IDENTITIES,
    ...CURVATURE_IDENTITIES,
    ...TEMPERATURE_IDENTITIES,
    ...UPDATE_IDENTITIES,
    ...SCALING_IDENTITIES,
    ...SCHEDULE_IDENTITIES,
    ...GHOST_BATCH_IDENTITIES,
    ...TABLE_IDENTITIES,
  ],
  margins: {
    stationary_variance_1: { relative: SINGLE },
    stationary_variance_2: { relative: SINGLE },
    mean_512: { relative: SINGLE },
    square_512: { relative: SINGLE },
    updates: { absolute: 0 },
    drop_1: { absolute: 0 },
    example_covariance: { relative: 1e-4 },
  },
});
