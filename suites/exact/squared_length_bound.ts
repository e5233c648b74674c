/**
 * How long, in units of its mean, the squared length of a Gaussian vector is
 * at 5 standard errors. After Satterthwaite it is χ²_ν / ν, ν the effective
 * rank, whose tail is heavier than a normal number's; Wilson and Hilferty's
 * cube root of it is nearly normal.
 */
export function squaredLengthBound(effectiveRank: number): number {
  const variance = 2 / (9 * effectiveRank);
  return (1 - variance + 5 * Math.sqrt(variance)) ** 3;
}
