import { mean } from "../mean.ts";

/** `min(a + slope·x, ceiling)`, a line that stops rising. */
export interface SaturatingLine {
  /** Above 0. */
  readonly slope: number;
  readonly ceiling: number;
  /** Where the line reaches the ceiling; at most the last point. */
  readonly corner: number;
  /** Sum over the points of the squared distance in y. */
  readonly squaredError: number;
}

/** A point to fit. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The least-squares fit of `y = ceiling + slope·min(x - corner, 0)`, as of the
 * log of the best learning rate over the log of the batch size. Exact: between
 * neighbouring points a line through those before the corner and the mean of
 * those after it are the optimum where they meet there; else the corner is at
 * a point, the second or a later one, for a corner before that determines no
 * slope. A line that never stops has its corner at the last point.
 *
 * @throws {RangeError} if there are fewer than 3 points, their x do not ascend,
 * or no line that rises fits best
 */
export function saturatingLine(points: readonly Point[]): SaturatingLine {
  if (
    points.length < 3 ||
    !points.every(({ x }, i) => i === 0 || x > points[i - 1]!.x)
  ) {
    throw new RangeError(
      `Cannot fit a saturating line: at least 3 points with ascending x are needed, got x = ${
        points.map(({ x }) => x).join(", ")
      }`,
    );
  }
  const corners = points.slice(1).flatMap(({ x }, index) => {
    const meeting = meetingOf(points, index + 1);
    const previous = points[index]!.x;
    return meeting > previous && meeting < x ? [x, meeting] : [x];
  });
  const fits = corners.map((corner) => fitWithCorner(points, corner))
    .filter(({ slope }) => slope > 0);
  const [first, ...others] = fits;
  if (first === undefined) {
    throw new RangeError("Cannot fit a saturating line: nothing rises");
  }
  return others.reduce(
    (best, fit) => fit.squaredError < best.squaredError ? fit : best,
    first,
  );
}

/** Where the line through the first `count` points has the others' mean. */
function meetingOf(points: readonly Point[], count: number): number {
  const { slope, intercept } = lineThrough(points.slice(0, count));
  return (mean(points.slice(count).map(({ y }) => y)) - intercept) / slope;
}

function fitWithCorner(
  points: readonly Point[],
  corner: number,
): SaturatingLine {
  const bent = points.map(({ x, y }) => ({ x: Math.min(x - corner, 0), y }));
  const { slope, intercept } = lineThrough(bent);
  const squares = bent.map(({ x, y }) => (intercept + slope * x - y) ** 2);
  return {
    ...{ slope, ceiling: intercept, corner },
    squaredError: squares.reduce((sum, square) => sum + square, 0),
  };
}

/** Least squares; NaN for points of one x. */
function lineThrough(
  points: readonly Point[],
): { slope: number; intercept: number } {
  const [x, y] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [middle, height] = [mean(x), mean(y)];
  const sum = (f: (point: Point) => number) =>
    points.reduce((total, point) => total + f(point), 0);
  const slope = sum(({ x, y }) => (x - middle) * (y - height)) /
    sum(({ x }) => (x - middle) ** 2);
  return { slope, intercept: height - slope * middle };
}
