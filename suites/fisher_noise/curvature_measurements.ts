import type { MeasurementSettings } from "../../training/measurements/measurement_of.ts";
import type { Tier } from "../suite.ts";
import type { Row } from "./rows.ts";

/** The arms that Figure 5b compares. */
export const CURVATURE_ARMS = ["SB", "LB", "LB+Diag"] as const;

/** Training examples whose loss has the Hessian matrix. */
const EXAMPLES: Readonly<Record<Tier, number>> = {
  ...{ smoke: 256, desk: 1024, paper: 5120 },
};

/** Products with the Hessian; the paper does not say how many. */
const PRODUCTS = 30;

/** What is measured of the curvature where an arm's training ends. */
export function curvatureMeasurements(
  tier: Tier,
  { row, arm }: { row: Row; arm: string },
): MeasurementSettings[] {
  if (!row.curvature || !CURVATURE_ARMS.some((one) => one === arm)) return [];
  return [{
    ...{ name: "loss curvature", products: PRODUCTS },
    ...{ examples: EXAMPLES[tier], epochs: { at: [row.epochs] } },
  }];
}
