import type { Metric, RunOutcome } from "../suite.ts";

const RECORDED_FIRST = 10;

/** The outcome of a computation that trains nothing; series are for figures. */
export function computed(
  metrics: Readonly<Record<string, Metric>>,
  series: RunOutcome["series"] = {},
): RunOutcome {
  return {
    status: "finished",
    metrics,
    steps: 0,
    series,
    first: Object.values(metrics).slice(0, RECORDED_FIRST)
      .map(({ value }) => value),
    links: [],
  };
}

/** The same unit for each number. */
export function inUnit(
  unit: string,
  values: Readonly<Record<string, number>>,
): Record<string, Metric> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value, unit }]),
  );
}
