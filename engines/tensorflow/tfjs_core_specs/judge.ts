import type { Exclusion } from "./exclusions.ts";
import type { SpecResult } from "./jasmine.ts";

/** What a run of the specs came to. */
export interface Judgement {
  readonly specs: number;
  readonly passed: number;
  /** Specs that tfjs-core itself leaves out. */
  readonly pending: number;
  /** Specs that fail for a reason that is known, by that reason. */
  readonly excluded: ReadonlyMap<string, number>;
  /** What is wrong, for a person to read; nothing: all is well. */
  readonly failures: readonly string[];
}

/**
 * Compares results with the failures that are expected. It is wrong, too, if
 * one of those does not happen, or happens with another error.
 */
export function judge(
  results: readonly SpecResult[],
  exclusions: readonly Exclusion[],
): Judgement {
  const entries = exclusions.flatMap(({ specs, ...exclusion }) =>
    Object.entries(specs).map(([prefix, expected]) => ({
      ...{ ...exclusion, prefix, expected, found: 0 },
    }))
  );
  const failures: string[] = [];
  for (const { fullName, status, failedExpectations } of results) {
    if (status !== "failed") continue;
    const name = plainName(fullName);
    const messages = failedExpectations.map(({ message }) => message);
    const entry = entries.find(({ prefix, error }) =>
      name.startsWith(prefix) && messages.some((said) => said.includes(error))
    );
    if (entry === undefined) failures.push(`${name}: ${messages.join("; ")}`);
    else entry.found++;
  }
  const excluded = new Map<string, number>();
  for (const { prefix, reason, expected, found, byMachine } of entries) {
    excluded.set(reason, (excluded.get(reason) ?? 0) + found);
    if (found < expected && !byMachine || found > expected) {
      failures.push(
        `${prefix}: ${found} of these specs fail, exclusions.ts says ${expected}`,
      );
    }
  }
  const count = (status: SpecResult["status"]) =>
    results.filter((result) => result.status === status).length;
  return {
    specs: results.length,
    passed: count("passed"),
    pending: count("pending"),
    ...{ excluded, failures },
  };
}

/** A spec's name without the environment that tfjs-core puts into it. */
function plainName(fullName: string): string {
  return fullName.replace(/ test-\S+ \{\}/, "");
}
