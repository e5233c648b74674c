/**
 * Cases of identities that say a metric's value outright, or a limit of it.
 *
 * @module
 */
import type { Identity, LimitCase, Measured } from "./identities.ts";

/** What metrics of a cell must be. */
export interface MetricsOptions {
  readonly cell: string;
  /** The values by the metrics' names. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Largest error that is explained, as a fraction of each value. */
  readonly relative?: number;
  /** Largest error that is explained besides, in the metrics' unit. */
  readonly absolute?: number;
}

/** That each of some metrics has the value that is given. */
export function metricsAre(
  statement: string,
  { cell, metrics, relative = 0, absolute = 0 }: MetricsOptions,
): Identity {
  return {
    statement,
    cases: (measured) =>
      Object.entries(metrics).map(([metric, expected]) => ({
        at: `${cell}, ${metric}`,
        value: measured(cell, metric),
        expected,
        bound: relative * Math.abs(expected) + absolute,
      })),
  };
}

/** That metrics of a cell, errors of something, are 0 up to `bound`. */
export function metricsVanish(
  statement: string,
  { cell, metrics, bound }: {
    cell: string;
    metrics: readonly string[];
    bound: number;
  },
): Identity {
  return metricsAre(statement, {
    ...{ cell, absolute: bound },
    metrics: Object.fromEntries(metrics.map((metric) => [metric, 0])),
  });
}

/** That a value is at most `limit`. */
export function caseAtMost(
  limit: number,
  { at, value }: { at: string; value: number },
): LimitCase {
  return { at, value, predicate: "AT MOST", limit };
}

/** That a value is at least `limit`. */
export function caseAtLeast(
  limit: number,
  { at, value }: { at: string; value: number },
): LimitCase {
  return { at, value, predicate: "AT LEAST", limit };
}

/** Metrics of a cell, read by their names. */
export function ofCell(measured: Measured, cell: string) {
  return (metric: string): number => measured(cell, metric);
}
