/**
 * The noncentral t distribution; meets a library without types.
 *
 * @module
 */
import jstat from "jstat";

/** The part of the library that is used. */
interface Library {
  readonly jStat: {
    readonly noncentralt: {
      cdf(t: number, degreesOfFreedom: number, noncentrality: number): number;
    };
  };
}

/**
 * `P(T <= t)` for `T = (Z + noncentrality) / √(V/df)`, Z standard normal and V
 * χ² with df degrees of freedom: how the t statistic of a sample is spread
 * whose mean is `noncentrality` standard errors away from what it is tested
 * for. Within 1e-7 of SciPy up to a noncentrality of 24; from 25 on the
 * library's series ends too early, with far too small a probability.
 *
 * Source: Lenth, "Cumulative distribution function of the non-central t
 * distribution" (1989), as implemented by jStat.
 */
export function noncentralTCdf(
  t: number,
  { degreesOfFreedom, noncentrality }: {
    degreesOfFreedom: number;
    noncentrality: number;
  },
): number {
  const { jStat } = jstat as unknown as Library;
  return jStat.noncentralt.cdf(t, degreesOfFreedom, noncentrality);
}
