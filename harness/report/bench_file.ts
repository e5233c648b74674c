/**
 * What `deno bench --json` printed.
 *
 * @module
 */
import { UsageError } from "../../core/usage_error.ts";
import { whyUnusable } from "../../core/why_unusable.ts";

/** One benchmark. */
export interface Timing {
  readonly group: string;
  readonly name: string;
  /** Whether the others of its group are compared with it. */
  readonly baseline: boolean;
  /** Of one call, in nanoseconds; absent if it failed. */
  readonly time?: {
    readonly n: number;
    readonly min: number;
    readonly avg: number;
    readonly p75: number;
    readonly max: number;
  };
}

/** Timings and what they were measured on. */
export interface BenchResults {
  readonly runtime: string;
  readonly cpu: string;
  readonly timings: readonly Timing[];
}

/**
 * @throws {UsageError} if the file cannot be read, is something else, or holds
 * no timing.
 */
export async function readBenchFile(path: string): Promise<BenchResults> {
  const problem = (what: string) =>
    new UsageError(
      `Cannot use benchmark results ${path}: ${what}; write them with "deno task bench --json > FILE"`,
    );
  let found: unknown;
  try {
    found = JSON.parse(await Deno.readTextFile(path));
  } catch (error) {
    if (error instanceof SyntaxError) throw problem("it is not JSON");
    throw problem(whyUnusable(error));
  }
  const { runtime, cpu, benches } = object(found);
  if (!Array.isArray(benches)) throw problem('it has no list "benches"');
  const timings = benches.map((bench, index) => {
    const timing = timingOf(object(bench));
    if (timing === undefined) {
      throw problem(`its benchmark ${index + 1} is damaged`);
    }
    return timing;
  });
  if (timings.every(({ time }) => time === undefined)) {
    throw problem("it holds no timing");
  }
  return { runtime: text(runtime), cpu: text(cpu), timings };
}

function timingOf(
  { group, name, baseline, results }: Record<string, unknown>,
): Timing | undefined {
  if (typeof name !== "string" || !Array.isArray(results)) return undefined;
  const timing = { group: text(group), name, baseline: baseline === true };
  const { ok } = object(results[0]);
  if (ok === undefined) return timing;
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
