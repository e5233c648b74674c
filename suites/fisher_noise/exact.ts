import { exactClaim } from "../exact/claim.ts";
import { SINGLE } from "../exact/rounding.ts";
import { SUBSET_IDENTITIES } from "../exact/subsets.ts";
import { exactStudy, scaleMetric } from "./exact_study.ts";
import {
  INJECTION_IDENTITIES,
  SCALE_IDENTITIES,
} from "./injection_identities.ts";
import { NOISE_2D_IDENTITIES } from "./noise_2d.ts";
import { LOSS_IDENTITIES, THEOREM_IDENTITIES } from "./quadratic_identities.ts";

/** Sections 2 and 4: every exact statement on the noise and its consequences. */
export const exact = exactClaim({
  id: "fisher-exact",
  title: "Exact checks of structured covariance noise",
  statement:
    "The identities behind structured covariance noise hold: each method injects the covariance it is said to, as much as a small batch has more than a large one, and a convex quadratic obeys the theorem's bound and its closed forms.",
  source: "Structured covariance noise, sections 2 and 4, Figure 1",
  contradictedBy:
    "any deviation beyond rounding, or a squared error above 3 times its mean where noise is drawn",
  study: exactStudy,
  identities: [
    ...SUBSET_IDENTITIES,
    ...SCALE_IDENTITIES,
    ...INJECTION_IDENTITIES,
    ...THEOREM_IDENTITIES,
    ...LOSS_IDENTITIES,
    ...NOISE_2D_IDENTITIES,
  ],
  margins: {
    diagonal_trace: { relative: SINGLE },
    trace_trace: { relative: SINGLE },
    fisher_norm: { relative: SINGLE },
    diagonal_norm: { relative: SINGLE },
    [scaleMetric({ smallBatch: 128, largeBatch: 4096 })]: { absolute: 0 },
    diagonal_limit: { relative: SINGLE },
    diagonal_bound_ratio: { relative: SINGLE },
    full: { absolute: 1e-4 },
    example_covariance: { relative: 1e-4 },
  },
});
