/** The shape of a distribution, from a sample. */
export interface Shape {
  /** Divisor n. */
  readonly variance: number;
  /** m₃ / m₂^(3/2), m_r the r-th central moment of the sample. */
  readonly skewness: number;
  /** m₄ / m₂² - 3, the excess over a Gaussian's. */
  readonly kurtosis: number;
}

/** The shape of a sample; NaN where all its values are one. */
export function shapeOf(values: Float64Array): Shape {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const moment = (order: number) =>
    values.reduce((sum, value) => sum + (value - mean) ** order, 0) / n;
  const variance = moment(2);
  return {
    variance,
    skewness: moment(3) / variance ** 1.5,
    kurtosis: moment(4) / variance ** 2 - 3,
  };
}
