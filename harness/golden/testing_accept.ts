/**
 * Finished runs and what is proposed of them, for tests of accepting results.
 *
 * @module
 */
import { assertRejects } from "@std/assert";
import { join } from "node:path";
import { UsageError } from "../../core/usage_error.ts";
import type { Fingerprint } from "../../engines/engine.ts";
import { openEngine } from "../../engines/mod.ts";
import type { Claim, Tier } from "../../suites/suite.ts";
import type { CodeState } from "../host/code_state.ts";
import {
  openResultsFolder,
  type ResultsFolder,
} from "../records/results_folder.ts";
import type { RunRecord } from "../records/run_record.ts";
import type { SeedChoice } from "../running/plan.ts";
import {
  claimWith,
  outcomeWith,
  planOf,
  recordsOf,
  settingsWith,
} from "../testing.ts";
import { type Proposal, proposeGolden } from "./golden_accept.ts";

/** Where the runs are done. */
export const ENGINE = "cpu";

/** Code that is committed. */
export const CODE: CodeState = { commit: "c0ffee".repeat(6), changed: [] };

/** A claim on fewer runs than {@linkcode claimWith} has. */
export const OTHER: Claim = claimWith({
  id: "other",
  study: {
    ...claimWith().study,
    cells: () => [{ id: "a", settings: settingsWith(3) }],
  },
  cells: () => ["a"],
});

/** What tells {@linkcode ENGINE} from others, here. */
export async function presentEngine(): Promise<Fingerprint> {
  return (await openEngine(ENGINE)).fingerprint;
}

/** Where results and golden files of a test are. */
export interface Place {
  readonly path: string;
  readonly folder: ResultsFolder;
}

/** A folder with a record for every run of `claims` on the real engine. */
export async function finished(
  claims: readonly Claim[],
  { path, of = () => outcomeWith(), choice, change = (record) => record }: {
    path: string;
    of?: Parameters<typeof recordsOf>[1];
    choice?: SeedChoice;
    change?: (record: RunRecord) => RunRecord;
  },
): Promise<Place> {
  const folder = await openResultsFolder(join(path, "results"), {
    create: true,
  });
  const plan = planOf(claims, {
    engine: await presentEngine(),
    ...choice === undefined ? {} : { choice },
  });
  for (const record of recordsOf(plan, of).values()) {
    await folder.write(change(record));
  }
  return { path, folder };
}

/** What is proposed of the runs in a folder. */
export function propose(
  claims: readonly Claim[],
  { path, folder, ...parts }: Place & {
    code?: CodeState;
    tier?: Tier;
    seeds?: SeedChoice;
  },
): Promise<Proposal[]> {
  return proposeGolden({
    ...{ claims, folder, tier: "desk", code: CODE, reason: "a test" },
    ...parts,
    engine: { name: ENGINE },
    goldenFolder: path,
  });
}

/** Why nothing is proposed. */
export async function refusal(
  ...args: Parameters<typeof propose>
): Promise<string> {
  const { message } = await assertRejects(() => propose(...args), UsageError);
  return message;
}
