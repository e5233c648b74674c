/**
 * What `deno bench --json` prints, in the formats of services that follow
 * benchmarks over time.
 *
 * @module
 */
import { UsageError } from "../core/usage_error.ts";

/** One benchmark of `deno bench --json`; times are in nanoseconds. */
interface DenoBenchmark {
  readonly group: string | null;
  readonly name: string;
  readonly results: readonly (
    | {
      readonly ok: {
        /** Iterations. */
        readonly n: number;
        readonly min: number;
        readonly max: number;
        readonly avg: number;
      };
    }
    | { readonly failed: { readonly message: string } }
  )[];
}

/** What `deno bench --json` prints. */
interface DenoBenchmarks {
  readonly version: number;
  readonly runtime: string;
  readonly cpu: string;
  readonly benches: readonly DenoBenchmark[];
}

/** The times of one benchmark, in nanoseconds. */
interface Times {
  /** With its group, a name of its own. */
  readonly name: string;
  readonly iterations: number;
  readonly least: number;
  readonly mean: number;
  readonly most: number;
}

/** The version of `deno bench --json` that is read. */
const VERSION = 1;

/** The formats, by their names on the command line. */
export const FORMATS: Readonly<
  Record<string, (benchmarks: DenoBenchmarks) => unknown>
> = {
  "bencher": bencher,
  "github-action-benchmark": githubActionBenchmark,
};

/**
 * The document that `deno bench --json` has printed.
 *
 * @throws {UsageError} if it is something else, empty, or of another version.
 */
export function denoBenchmarks(text: string): DenoBenchmarks {
  let document: Partial<DenoBenchmarks> | null;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      'Cannot read benchmarks: it is no JSON; "deno task bench --json" prints some',
      { cause: error },
    );
  }
  const { version, benches } = document ?? {};
  if (version !== VERSION || !Array.isArray(benches)) {
    throw new UsageError(
      `Cannot read benchmarks: it must be version ${VERSION} of what "deno task bench --json" prints, found version ${version}`,
    );
  }
  if (benches.length === 0) {
    throw new UsageError(
      'Cannot read benchmarks: there are none; "deno task bench --json" prints some',
    );
  }
  return document as DenoBenchmarks;
}

/**
 * Bencher's Metric Format: the mean time of each benchmark as its latency in
 * nanoseconds, from the least to the most.
 *
 * @throws {UsageError} if a benchmark failed, or two have one name.
 *
 * Source: https://bencher.dev/docs/reference/bencher-metric-format
 */
function bencher(benchmarks: DenoBenchmarks) {
  return Object.fromEntries(
    timesOf(benchmarks).map(({ name, least, mean, most }) => [
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
function githubActionBenchmark(benchmarks: DenoBenchmarks) {
  const { runtime, cpu } = benchmarks;
  const milliseconds = (nanoseconds: number) => nanoseconds / 1e6;
  return timesOf(benchmarks).map(({ name, iterations, least, mean, most }) => ({
    name,
    unit: "ms/iter",
    value: milliseconds(mean),
    range: `${milliseconds(least)} to ${milliseconds(most)}`,
    extra: `${iterations} iterations\n${cpu}\n${runtime}`,
  }));
}

function timesOf({ benches }: DenoBenchmarks): readonly Times[] {
  const names = new Set<string>();
  return benches.map(({ group, name: ownName, results: [result] }) => {
    const name = group === null ? ownName : `${group}: ${ownName}`;
    if (result === undefined || "failed" in result) {
      throw new UsageError(
        `Cannot convert "${name}": it failed, ${
          result?.failed.message ?? "without a result"
        }`,
      );
    }
    if (names.has(name)) {
      throw new UsageError(
        `Cannot convert "${name}": there are two benchmarks of that name`,
      );
    }
    names.add(name);
    const { n, min, avg, max } = result.ok;
    return { name, iterations: n, least: min, mean: avg, most: max };
  });
}
