import { concluding } from "../findings.ts";
import type { Claim } from "../suite.ts";
import { moreAccurate, tableClaim } from "./arms.ts";
import { type Batch, type Method, setupsOf } from "./study.ts";

const METHODS: readonly Method[] = ["GNC", "GNCtoRNC"];
const BATCHES: readonly Batch[] = ["moderate", "large"];

/**
 * Table 2: RNC after GNC. Both cells are the same training, to the bit, until
 * the switch: they branch from one state.
 */
export const toRncSwitch: Claim = {
  id: "gnc-to-rnc-switch",
  title: "Switching late from GNC to RNC is more accurate than GNC",
  statement:
    "Going on with RNC after three quarters of the epochs ends with a higher test accuracy than GNC to the end.",
  source: "Gradient noise convolution, section 4, Table 2",
  contradictedBy:
    "a setup in which GNC is more accurate than GNCtoRNC, paired by seed (one-sided 95 % t interval)",
  ...tableClaim({
    ...{ batches: BATCHES, methods: METHODS },
    caption:
      "A thin line is one seed, one training until the switch. If the claim holds, they rise (the paper's Table 2).",
  }),
  judge: (results) =>
    concluding(
      BATCHES.flatMap((batch) => setupsOf(results.tier, batch)).map((setup) =>
        moreAccurate(results, setup, { methods: ["GNCtoRNC", "GNC"] })
      ),
    ),
};
