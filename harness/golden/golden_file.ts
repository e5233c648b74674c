/**
 * Recorded results: one file a suite, tier and engine, written by
 * `golden accept` and read by the gate.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeFileAtomic } from "../../core/atomic_file.ts";
import { Breakdown } from "../../core/exit_code.ts";
import { UsageError } from "../../core/usage_error.ts";
import type { EngineName, Fingerprint } from "../../engines/engine.ts";
import type { Outcome } from "../../suites/predicates.ts";
import type { RunOutcome, Tier } from "../../suites/suite.ts";
import type { Environment } from "../host/environment.ts";
import { whyUnusable } from "../../core/why_unusable.ts";
import { checkedGolden, currentVersion } from "./golden_form.ts";

/** Version of the files' form. */
export const GOLDEN_VERSION = 2;

/** One recorded run. */
export interface GoldenRun {
  readonly cell: string;
  readonly seed: number;
  readonly status: RunOutcome["status"];
  readonly steps: number;
  /** Hash chain over the parameters' bits; absent for computations. */
  readonly chain?: string;
  /** Place of its environment in the file's list; 0 if absent. */
  readonly environment?: number;
  /** null stands for a number that does not exist. */
  readonly metrics: Readonly<Record<string, number | null>>;
  /** Measured times, which are shown but not compared; absent if none. */
  readonly volatile?: Readonly<Record<string, number | null>>;
  readonly first: readonly (number | null)[];
  /**
   * Hash of what was measured along the way; absent if nothing was, and in
   * older files.
   */
  readonly series?: string;
}

/** What a predicate said, in words. */
export interface GoldenFinding {
  readonly statement: string;
  /** The numbers behind it, e.g. "difference 0.36, 95 % interval …". */
  readonly numbers: string;
  readonly outcome: Outcome;
  /** Not part of the verdict. */
  readonly informative?: boolean;
}

/** The recorded results of a suite. */
export interface Golden {
  readonly version: number;
  readonly suite: string;
  readonly tier: Tier;
  readonly engine: Fingerprint;
  readonly numerics: number;
  readonly outcome: Outcome;
  /** What the predicates said, for people; absent in older files. */
  readonly findings?: readonly GoldenFinding[];
  /** Why there is no finding; absent if there are some. */
  readonly note?: string;
  /** Units of the metrics; absent in older files. */
  readonly units?: Readonly<Record<string, string>>;
  /** Day of acceptance, UTC. */
  readonly accepted: string;
  readonly reason: string;
  /** The commit that was accepted; absent in what version 1 recorded. */
  readonly commit?: string;
  /** The seeds that were accepted; absent if all that the suite declares. */
  readonly seeds?: readonly number[];
  /** What each tuned cell chose of its grid; absent if there is none. */
  readonly chosen?: Readonly<Record<string, string>>;
  /** What the runs were done with, each once. */
  readonly environments: readonly Environment[];
  /**
   * Of all runs one after the other on a machine that does nothing else; absent
   * in older files.
   */
  readonly seconds?: number;
  /** Sorted by cell and seed. */
  readonly runs: readonly GoldenRun[];
}

/** Which golden file is meant. */
export interface GoldenName {
  readonly suite: string;
  readonly tier: Tier;
  readonly engine: EngineName;
}

/** The repository's folder of golden files. */
export const GOLDEN_FOLDER: string = fileURLToPath(
  new URL("../../golden/", import.meta.url),
);

/** The file of a golden, relative to the project. */
export function goldenPath({ suite, tier, engine }: GoldenName): string {
  return join("recorded", `${suite}.${tier}.${engine}.json`);
}

/**
 * The recorded results, or undefined if there are none.
 *
 * @throws {UsageError} if the file cannot be read, is not a golden file of
 * this suite, or has another version.
 */
export async function readGolden(
  name: GoldenName,
  { folder = GOLDEN_FOLDER }: { folder?: string } = {},
): Promise<Golden | undefined> {
  const path = join(folder, goldenPath(name));
  const problem = (what: string) =>
    new UsageError(
      `Cannot use golden file ${path}: ${what}; restore it from version control, or delete it and record it again with "deno task golden accept"`,
    );
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw problem(whyUnusable(error));
  }
  try {
    return checkedGolden(currentVersion(JSON.parse(text)), name);
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw problem(`it is not JSON (${error.message})`);
    }
    if (error instanceof TypeError) throw problem(error.message);
    throw error;
  }
}

/**
 * Writes recorded results, one run a line and with names in order, so that a
 * changed number is a changed line. Returns the path.
 *
 * @throws {Breakdown} if it cannot be written.
 */
export async function writeGolden(
  golden: Golden,
  { folder = GOLDEN_FOLDER }: { folder?: string } = {},
): Promise<string> {
  const engine = golden.engine.engine as EngineName;
  const path = join(folder, goldenPath({ ...golden, engine }));
  try {
    await Deno.mkdir(dirname(path), { recursive: true });
    await writeFileAtomic(path, goldenText(golden));
  } catch (error) {
    throw new Breakdown(
      `Cannot write golden file ${path}: ${whyUnusable(error)}`,
    );
  }
  return path;
}

/** The text of a golden file. */
export function goldenText(golden: Golden): string {
  const { runs, ...head } = golden;
  const ordered = {
    ...head,
    engine: sorted(head.engine),
    ...head.chosen === undefined ? {} : { chosen: sorted(head.chosen) },
    environments: head.environments.map(sorted),
  };
  const lines = runs.map((run) => {
    const { metrics, volatile } = run;
    const ordered = {
      ...{ ...run, metrics: sorted(metrics) },
      ...volatile === undefined ? {} : { volatile: sorted(volatile) },
    };
    return `    ${JSON.stringify(ordered)}`;
  });
  return `${JSON.stringify(ordered, null, 2).slice(0, -"\n}".length)},
  "runs": [
${lines.join(",\n")}
  ]
}
`;
}

function sorted<T extends object>(members: T): T {
  return Object.fromEntries(
    Object.entries(members).toSorted(([a], [b]) => a < b ? -1 : 1),
  ) as T;
}
