import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import scipy from "../testdata/predicates_scipy.json" with { type: "json" };
import { noncentralTCdf } from "./noncentral_t.ts";

test("the noncentral t distribution agrees with SciPy", () => {
  assertEquals(scipy.noncentral_t.length, 60);
  for (const { t, df, noncentrality, cdf } of scipy.noncentral_t) {
    const ours = noncentralTCdf(t, { degreesOfFreedom: df, noncentrality });
    // The accuracy of the library's incomplete beta function.
    assertAlmostEquals(ours, cdf, 1e-7, `${t} ${df} ${noncentrality}`);
  }
});

test("far away it is certain", () => {
  const at = (noncentrality: number) =>
    noncentralTCdf(1.8, { degreesOfFreedom: 9, noncentrality });
  assertEquals([at(500), at(-500)], [0, 1]);
});
