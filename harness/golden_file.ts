/**
 * Recorded results: one file a suite, tier and engine, written by
 * `golden accept` and read by the gate.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeFileAtomic } from "../core/atomic_file.ts";
import { UsageError } from "../core/usage_error.ts";
import type { EngineName, Fingerprint } from "../engines/engine.ts";
import type { Outcome } from "../suites/predicates.ts";
import type { RunOutcome, Tier } from "../suites/suite.ts";
import type { Environment } from "./environment.ts";

/** Version of the files' form. */
export const GOLDEN_VERSION = 1;

/** One recorded run. */
export interface GoldenRun {
  readonly cell: string;
  readonly seed: number;
  readonly status: RunOutcome["status"];
  readonly steps: number;
  /** Hash chain over the parameters' bits; absent for computations. */
  readonly chain?: string;
  /** null stands for a number that does not exist. */
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly first: readonly (number | null)[];
}

/** The recorded results of a suite. */
export interface Golden {
  readonly version: number;
  readonly suite: string;
  readonly tier: Tier;
  readonly engine: Fingerprint;
  readonly numerics: number;
  readonly outcome: Outcome;
  /** Day of acceptance, UTC. */
  readonly accepted: string;
  readonly reason: string;
  readonly environment: Environment;
  /**
   * Sum over the runs, of the time that each took; absent in older files.
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

const GOLDEN = fileURLToPath(new URL("../golden/", import.meta.url));

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
  { folder = GOLDEN }: { folder?: string } = {},
): Promise<Golden | undefined> {
  const path = join(folder, goldenPath(name));
  const problem = (what: string) =>
    new UsageError(
      `Cannot use golden file ${path}: ${what}; restore it from version control, record it again with "golden accept", or compare nothing with --no-gate`,
    );
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw problem((error as Error).message);
  }
  let golden: Partial<Golden> | null;
  try {
    golden = JSON.parse(text);
  } catch (error) {
    throw problem(`it is not JSON (${(error as Error).message})`);
  }
  if (typeof golden?.version !== "number") {
    throw problem("it names no version");
  }
  if (golden.version !== GOLDEN_VERSION) {
    throw problem(
      `it is of version ${golden.version}, this program reads version ${GOLDEN_VERSION}`,
    );
  }
  if (
    golden.suite !== name.suite || golden.tier !== name.tier ||
    golden.engine?.engine !== name.engine
  ) {
    throw problem("it does not hold the results that its name says");
  }
  if (!Array.isArray(golden.runs) || !golden.runs.every(isGoldenRun)) {
    throw problem("its list of runs is damaged");
  }
  return golden as Golden;
}

function isGoldenRun(run: Partial<GoldenRun> | null): boolean {
  return typeof run?.cell === "string" && typeof run.seed === "number" &&
    typeof run.metrics === "object" && run.metrics !== null &&
    Array.isArray(run.first);
}

/** Writes recorded results, one run a line so that changes read well. */
export async function writeGolden(
  golden: Golden,
  { folder = GOLDEN }: { folder?: string } = {},
): Promise<string> {
  const { runs, ...head } = golden;
  const lines = runs.map((run) => `    ${JSON.stringify(run)}`);
  const text = `${JSON.stringify(head, null, 2).slice(0, -"\n}".length)},
  "runs": [
${lines.join(",\n")}
  ]
}
`;
  const path = join(
    folder,
    goldenPath({
      ...golden,
      engine: golden.engine.engine as EngineName,
    }),
  );
  await Deno.mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, text);
  return path;
}
