/**
 * What `deno bench --json` printed.
 *
 * @module
 */
import { UsageError } from "./usage_error.ts";
import { whyUnusable } from "./why_unusable.ts";

/** One benchmark. */
export interface Timing {
  /** Empty without one. */
  readonly group: string;
  readonly name: string;
  /** Whether the others of its group are compared with it. */
  readonly baseline: boolean;
  /** Of one call, in nanoseconds; absent if it failed. */
  readonly time?: {
    /** Number of calls. */
    readonly n: number;
    readonly min: number;
    readonly avg: number;
    readonly p75: number;
    readonly max: number;
  };
  /** What it failed with; absent if it did not say so. */
  readonly failure?: string;
}

/** Timings and what they were measured on. */
export interface BenchResults {
  readonly runtime: string;
  readonly cpu: string;
  readonly timings: readonly Timing[];
}

/** The version of what is printed that is read. */
const VERSION = 1;

/**
 * The results in a file.
 *
 * @throws {UsageError} if it cannot be read, is something else or of
 * another version, or holds no timing.
 */
export async function readBenchResults(path: string): Promise<BenchResults> {
  let json: string;
  try {
    json = await Deno.readTextFile(path);
  } catch (error) {
    throw unusable(path, whyUnusable(error));
  }
  return benchResults(json, path);
}

/**
 * The results in `json`, which messages say to be `source`.
 *
 * @throws {UsageError} if it is something else or of another version, or holds
 * no timing.
 */
export function benchResults(json: string, source: string): BenchResults {
  const problem = (what: string) => unusable(source, what);
  let found: unknown;
  try {
    found = JSON.parse(json);
  } catch {
    throw problem("it is not JSON");
  }
  const { version, runtime, cpu, benches } = object(found);
  if (version !== undefined && version !== VERSION) {
    throw problem(`it must be version ${VERSION}, found version ${version}`);
  }
  if (!Array.isArray(benches)) throw problem('it has no list "benches"');
  const timings = benches.map((bench, index) => {
    const timing = timingOf(object(bench));
    if (timing === undefined) {
      throw problem(`its benchmark ${index + 1} is damaged`);
    }
    return timing;
  });
  if (timings.every(({ time }) => time === undefined)) {
    const failure = timings.find(({ failure }) => failure !== undefined);
    throw problem(
      failure === undefined
        ? "it holds no timing"
        : `it holds no timing, for ${failure.name} failed: ${failure.failure}`,
    );
  }
  return { runtime: text(runtime), cpu: text(cpu), timings };
}

function unusable(source: string, what: string): UsageError {
  return new UsageError(
    `Cannot use benchmark results ${source}: ${what}; write them with "deno task bench --json > FILE"`,
  );
}

function timingOf(
  { group, name, baseline, results }: Record<string, unknown>,
): Timing | undefined {
  if (typeof name !== "string" || !Array.isArray(results)) return undefined;
  const timing = { group: text(group), name, baseline: baseline === true };
  const { ok, failed } = object(results[0]);
  if (ok === undefined) {
    const { message } = object(failed);
    return typeof message === "string"
      ? { ...timing, failure: message }
      : timing;
  }
  const { n, min, avg, p75, max } = object(ok);
  const all = [n, min, avg, p75, max];
  if (!all.every((value) => Number.isFinite(value))) return undefined;
  return {
    ...timing,
    time: { n, min, avg, p75, max } as Required<Timing>["time"],
  };
}

function object(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null
    ? value as Record<string, unknown>
    : {};
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
