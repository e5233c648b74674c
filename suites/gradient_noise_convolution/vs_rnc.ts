import { concluding } from "../findings.ts";
import type { Claim } from "../suite.ts";
import { moreAccurate, tableClaim } from "./arms.ts";
import { type Batch, type Method, setupsOf } from "./study.ts";

const METHODS: readonly Method[] = ["RNC", "GNC", "RNC matched"];

function vsRnc(batch: Batch, size: number): Claim {
  return {
    id: `gnc-vs-rnc-${size}`,
    title: `GNC is more accurate than RNC, B = ${size}`,
    statement:
      `At B = ${size}, training with the workers' gradient noise ends with a higher test accuracy than with isotropic noise. "RNC matched" moves the points about as far as GNC does.`,
    source: "Gradient noise convolution, Table 2",
    contradictedBy:
      "a setup in which RNC is more accurate than GNC, paired by seed (one-sided 95 % t interval)",
    ...tableClaim({
      ...{ batches: [batch], methods: METHODS },
      caption:
        "A thin line is one seed. If the claim holds, 2 lies above 1 (the paper's Table 2).",
    }),
    judge: (results) =>
      concluding(
        setupsOf(results.tier, batch).flatMap((setup) => [
          moreAccurate(results, setup, { methods: ["GNC", "RNC"] }),
          moreAccurate(results, setup, {
            ...{ methods: ["GNC", "RNC matched"], informative: true },
          }),
        ]),
      ),
  };
}

/** Table 2 at B = 4,096. */
export const vsRnc4096 = vsRnc("moderate", 4096);

/** Table 2 at B = 8,192. */
export const vsRnc8192 = vsRnc("large", 8192);
