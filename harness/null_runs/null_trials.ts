/**
 * Null runs, done: suites with other seeds, and on another engine.
 *
 * @module
 */
import { Breakdown, Interruption } from "../../core/exit_code.ts";
import { UsageError } from "../../core/usage_error.ts";
import type { EngineName } from "../../engines/engine.ts";
import type { Claim } from "../../suites/suite.ts";
import { engineSetup } from "../host/engine_setup.ts";
import { readGolden } from "../golden/golden_file.ts";
import type { Golden } from "../golden/golden_form.ts";
import {
  alarmsOf,
  isComparable,
  type NullRow,
  nullSeeds,
  type NullTrial,
  trialOf,
  withSeeds,
} from "./null_runs.ts";
import { repro, type ReproOptions } from "../repro.ts";

/** What to run, and where. */
interface TrialOptions extends
  Pick<
    ReproOptions,
    | "tier"
    | "jobs"
    | "dataDir"
    | "folder"
    | "observer"
    | "signal"
    | "atOnce"
  > {
  /** Sets of seeds. */
  readonly sets: number;
}

/** What to compare besides. */
export interface NullOptions extends TrialOptions {
  readonly engine: EngineName;
  /** Another engine, as if its results were the recorded ones. */
  readonly against: EngineName | undefined;
  /** What is recorded; see {@linkcode recordedOf}. */
  readonly golden: Golden | undefined;
}

/**
 * What is recorded of the suites that null runs can be compared for; undefined
 * where they can be with another engine alone.
 *
 * @param options.say Is told of suites of which nothing that fits is recorded.
 * @throws {UsageError} if that leaves nothing to compare, or a golden file
 * cannot be used.
 */
export async function recordedOf(
  claims: readonly Claim[],
  { tier, engine, against, say, goldenFolder }:
    & Pick<NullOptions, "tier" | "engine" | "against">
    & {
      say: (line: string) => void;
      /** Folder of the golden files, if not the repository's. */
      goldenFolder?: string;
    },
): Promise<ReadonlyMap<Claim, Golden | undefined>> {
  const found = new Map<Claim, Golden | undefined>();
  const problems: string[] = [];
  for (const claim of claims) {
    const golden = await readGolden(
      { suite: claim.id, tier, engine },
      goldenFolder === undefined ? {} : { folder: goldenFolder },
    );
    const fits = golden !== undefined && isComparable(golden, { claim, tier });
    if (fits) found.set(claim, golden);
    else {
      problems.push(
        `Cannot compare ${claim.id} with what is recorded at tier ${tier} on ${engine}: ${
          golden === undefined
            ? "there is nothing"
            : "it has other cells or fewer seeds than the suite declares"
        }`,
      );
      if (against !== undefined) found.set(claim, undefined);
    }
  }
  if (found.size === 0) {
    throw new UsageError(
      `${
        problems[0]
      }; name another engine with --engine, or one with --against`,
    );
  }
  problems.forEach(say);
  return found;
}

/**
 * Runs a suite with sets of seeds that it does not declare, and asks the gate's
 * questions of each: against the recorded results, if there are any, and
 * against the runs of the same seeds on another engine, if one is named.
 *
 * @throws {Breakdown} if runs fail.
 * @throws {Interruption} if the signal stops them.
 */
export async function nullRows(
  claim: Claim,
  { engine, against, golden, ...options }: NullOptions,
): Promise<NullRow[]> {
  const { tier } = options;
  const trials = await trialsOn(engine, { claim, ...options });
  const rows: NullRow[] = [];
  if (golden !== undefined) {
    rows.push({
      suite: claim.id,
      compared: "other seeds\nwith the recorded",
      alarms: trials.map(({ seeds, trial }) =>
        alarmsOf({
          ours: trial,
          recorded: { ...golden, runs: withSeeds(golden.runs, seeds) },
        }, { claim, tier, sameSeeds: false })
      ),
    });
  }
  if (against !== undefined) {
    const others = await trialsOn(against, { claim, ...options });
    rows.push({
      suite: claim.id,
      compared: `${engine} with\n${against}`,
      alarms: trials.map(({ trial }, index) =>
        alarmsOf(
          { ours: trial, recorded: others[index]!.trial },
          { claim, tier, sameSeeds: true },
        )
      ),
    });
  }
  return rows;
}

/** Runs every set of seeds of a suite. */
async function trialsOn(
  engine: EngineName,
  { claim, ...options }: TrialOptions & { claim: Claim },
): Promise<{ seeds: readonly number[]; trial: NullTrial }[]> {
  const { tier, signal } = options;
  const sets = nullSeeds(claim, options);
  const { plan, records, failures } = await repro({
    ...options,
    claims: [claim],
    engine: engineSetup(engine, {}),
    seeds: sets.flat(),
    gate: false,
    onDevice: () => {},
  });
  if (signal.aborted) {
    throw new Interruption("Interrupted: run the same command again to go on");
  }
  if (failures.length > 0) {
    throw new Breakdown(
      `Cannot compare: ${failures.length} runs failed; run the same command again to retry`,
    );
  }
  const [suite] = plan.suites;
  return sets.map((seeds) => ({
    seeds,
    trial: trialOf(suite!, { seeds, tier, records }),
  }));
}
