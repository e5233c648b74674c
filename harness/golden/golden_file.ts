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
import type { EngineName } from "../../engines/engine.ts";
import { whyUnusable } from "../../core/why_unusable.ts";
import {
  checkedGolden,
  currentVersion,
  type Golden,
  type GoldenName,
} from "./golden_form.ts";

/** The repository's folder of golden files. */
export const GOLDEN_FOLDER: string = fileURLToPath(
  new URL("../../golden/", import.meta.url),
);

/** The file of a golden, relative to the folder of golden files. */
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
