/**
 * What `deno bench --json` prints, in the formats of services that follow
 * benchmarks over time.
 *
 * @module
 */
import type { BenchResults } from "../core/bench_results.ts";
import { UsageError } from "../core/usage_error.ts";

/** The times of one benchmark, in nanoseconds. */
interface Times {
  /** With its group, a name of its own. */
  readonly name: string;
  readonly iterations: number;
  readonly least: number;
  readonly mean: number;
  readonly most: number;
}

/** The formats, by their names on the command line. */
export const FORMATS: Readonly<
  Record<string, (results: BenchResults) => unknown>
> = {
  "bencher": bencher,
  "github-action-benchmark": githubActionBenchmark,
};

/**
 * Bencher's Metric Format: the mean time of each benchmark as its latency in
 * nanoseconds, from the least to the most.
 *
 * @throws {UsageError} if a benchmark failed, or two have one name.
 *
 * Source: https://bencher.dev/docs/reference/bencher-metric-format
 */
function bencher(results: BenchResults) {
  return Object.fromEntries(
    timesOf(results).map(({ name, least, mean, most }) => [
      name,
      { latency: { value: mean, lower_value: least, upper_value: most } },
    ]),
  );
}

/**
 * What github-action-benchmark reads as `customSmallerIsBetter`: the mean time
 * of each benchmark in milliseconds.
 *
 * @throws {UsageError} if a benchmark failed, or two have one name.
 *
 * Source: https://github.com/benchmark-action/github-action-benchmark
 */
function githubActionBenchmark(results: BenchResults) {
  const { runtime, cpu } = results;
  const milliseconds = (nanoseconds: number) => nanoseconds / 1e6;
  return timesOf(results).map(({ name, iterations, least, mean, most }) => ({
    name,
    unit: "ms/iter",
    value: milliseconds(mean),
    range: `${milliseconds(least)} to ${milliseconds(most)}`,
    extra: `${iterations} iterations\n${cpu}\n${runtime}`,
  }));
}

function timesOf({ timings }: BenchResults): readonly Times[] {
  const names = new Set<string>();
  return timings.map(({ group, name: ownName, time, failure }) => {
    const name = group === "" ? ownName : `${group}: ${ownName}`;
    if (time === undefined) {
      throw new UsageError(
        `Cannot convert "${name}": it failed, ${
          failure ?? "without saying why"
        }`,
      );
    }
    if (names.has(name)) {
      throw new UsageError(
        `Cannot convert "${name}": there are two benchmarks of that name`,
      );
    }
    names.add(name);
    const { n, min, avg, max } = time;
    return { name, iterations: n, least: min, mean: avg, most: max };
  });
}
