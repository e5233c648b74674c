/**
 * `deno task repro locate`: where the runs of two results folders part.
 *
 * @module
 */
import { join } from "node:path";
import { UsageError } from "../../core/usage_error.ts";
import { SUITES } from "../../suites/mod.ts";
import { type Json, TIERS } from "../../suites/suite.ts";
import {
  type Divergence,
  divergenceOf,
  divergenceText,
  firstOtherUpdate,
} from "./divergence.ts";
import { settingsOf } from "../running/plan.ts";
import {
  openResultsFolder,
  type ResultsFolder,
} from "../records/results_folder.ts";
import { namesIn } from "../records/names_in.ts";
import { canonical } from "../records/run_identity.ts";
import { RecordError, type RunRecord } from "../records/run_record.ts";
import { countText } from "../terminal/numbers.ts";

/** Two results folders, run by run. */
export interface Located {
  /** How many runs agree in every bit. */
  readonly agreeing: number;
  /** Runs that do not, the earliest difference first. */
  readonly differing: readonly {
    readonly name: string;
    readonly run: string;
    readonly divergence: Divergence;
  }[];
  /** Runs of one folder alone, by name. */
  readonly onlyIn: readonly [readonly string[], readonly string[]];
  /** What could not be read, in a line each. */
  readonly unreadable: readonly string[];
}

/** So many runs are named that only one folder has. */
const MOST_NAMES = 5;

/**
 * Compares the runs that two results folders share.
 *
 * @throws {UsageError} if one of them is no results folder, or they share no
 * run.
 */
export async function locate(a: string, b: string): Promise<Located> {
  const unreadable: string[] = [];
  const [ours, theirs] = [
    await recordsIn(a, unreadable),
    await recordsIn(b, unreadable),
  ];
  const shared = [...ours.keys()].filter((run) => theirs.has(run));
  if (shared.length === 0) {
    throw new UsageError(
      `Cannot compare ${a} and ${b}: they share no run, for a run is of one engine, seed, data and version; there are ${
        kindsText(ours)
      } and ${kindsText(theirs)}`,
    );
  }
  const nameOf = runNamer();
  const differing = shared.flatMap((run) => {
    const record = ours.get(run)!;
    const divergence = divergenceOf(record.outcome, theirs.get(run)!.outcome);
    return divergence === undefined
      ? []
      : [{ run, name: nameOf(record), divergence }];
  });
  const only = (
    these: ReadonlyMap<string, RunRecord>,
    others: ReadonlyMap<string, RunRecord>,
  ) =>
    [...these].filter(([run]) => !others.has(run))
      .map(([, record]) => nameOf(record));
  return {
    agreeing: shared.length - differing.length,
    differing: differing.toSorted((a, b) =>
      firstOtherUpdate(a.divergence) - firstOtherUpdate(b.divergence)
    ),
    onlyIn: [only(ours, theirs), only(theirs, ours)],
    unreadable,
  };
}

/** What {@linkcode locate} found, for a person. */
export function locatedText(
  { agreeing, differing, onlyIn, unreadable }: Located,
  folders: readonly [string, string],
): string {
  return [
    `${countText(agreeing + differing.length, "run")} in both, ${
      differing.length === 0
        ? "with the same bits"
        : `${differing.length} of them different`
    }`,
    ...differing.map(({ name, run, divergence }) =>
      `${name} (${run}): ${divergenceText(divergence)}`
    ),
    ...onlyIn.flatMap((names, i) =>
      names.length === 0 ? [] : [
        `${countText(names.length, "run")} only in ${folders[i]}: ${
          names.slice(0, MOST_NAMES).join(", ")
        }${names.length > MOST_NAMES ? ", …" : ""}`,
      ]
    ),
    ...unreadable,
  ].join("\n");
}

async function recordsIn(
  path: string,
  unreadable: string[],
): Promise<Map<string, RunRecord>> {
  const folder = await openResultsFolder(path, { create: false });
  const records = new Map<string, RunRecord>();
  for (const run of await runsIn(path)) {
    const record = await readable(folder, { run, unreadable });
    if (record !== undefined) records.set(run, record);
  }
  return records;
}

async function readable(
  folder: ResultsFolder,
  { run, unreadable }: { run: string; unreadable: string[] },
): Promise<RunRecord | undefined> {
  try {
    return await folder.read(run);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    unreadable.push(
      `${join(folder.path, "runs", `${run}.json`)} ${error.message}`,
    );
    return undefined;
  }
}

async function runsIn(path: string): Promise<string[]> {
  return (await namesIn(join(path, "runs")))
    .flatMap((name) => /^([0-9a-f]+)\.json$/.exec(name)?.[1] ?? [])
    .toSorted();
}

/** How many runs of which engines there are. */
function kindsText(records: ReadonlyMap<string, RunRecord>): string {
  const kinds = Map.groupBy(
    records.values(),
    ({ identity: { engine, numerics } }) =>
      `on ${engine.engine}, version ${numerics} of the numerics`,
  );
  const texts = [...kinds].map(([kind, { length }]) =>
    `${countText(length, "run")} ${kind}`
  );
  return texts.length === 0 ? "no run" : texts.join(" and ");
}

/** Names runs by the cells that ask for them, if any does. */
function runNamer(): (record: RunRecord) => string {
  const cells = new Map(
    SUITES.flatMap(({ study }) =>
      TIERS.flatMap((tier) =>
        study.cells(tier).flatMap((cell) =>
          settingsOf(cell).map((settings) =>
            [canonical(settings as Json), cell.id] as const
          )
        )
      )
    ),
  );
  return ({ identity: { settings, seed } }) =>
    `${cells.get(canonical(settings as Json)) ?? settings.kind} seed ${seed}`;
}
