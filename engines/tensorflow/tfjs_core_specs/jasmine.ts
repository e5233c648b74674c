/**
 * Jasmine, which has no types of its own: the part of it that runs specs.
 *
 * @module
 */
import jasmineRequire from "jasmine-core";

/** How a spec ended. */
export interface SpecResult {
  /** Names of its suites, from the outside in, and its own. */
  readonly fullName: string;
  readonly status: "passed" | "failed" | "pending";
  readonly failedExpectations: readonly { readonly message: string }[];
}

interface Reporter {
  specDone?: (result: SpecResult) => void;
  suiteDone?: (result: SpecResult) => void;
}

/** What runs the specs. */
export interface Jasmine {
  configure(options: { random: boolean }): void;
  addReporter(reporter: Reporter): void;
  execute(): Promise<unknown>;
}

/** Puts `describe`, `it`, `expect` and the like into the global scope. */
export function installJasmine(): Jasmine {
  const jasmine = jasmineRequire as unknown as {
    boot(self: unknown): { getEnv(): Jasmine };
  };
  return jasmine.boot(jasmine).getEnv();
}

/**
 * Runs the specs that were registered, in their order.
 *
 * @returns A result for each of them, and for each suite that failed outside
 * its specs.
 */
export async function runSpecs(jasmine: Jasmine): Promise<SpecResult[]> {
  const results: SpecResult[] = [];
  jasmine.configure({ random: false });
  jasmine.addReporter({
    specDone: (result) => results.push(result),
    suiteDone(result) {
      if (result.failedExpectations.length > 0) results.push(result);
    },
  });
  await jasmine.execute();
  return results;
}
