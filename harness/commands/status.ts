/**
 * `deno task repro status`: how far the runs are that a results folder was
 * asked for, from its files alone. Other processes may be at work on it.
 *
 * @module
 */
import type { LockHolder } from "../../core/file_lock.ts";
import type { Fingerprint } from "../../engines/engine.ts";
import type { Claim, Tier } from "../../suites/suite.ts";
import { askedSuites } from "../asked_suites.ts";
import { runsWithCheckpoint } from "../records/checkpoint_folder.ts";
import { finishedRecords } from "../records/finished_records.ts";
import { readPlan } from "../records/read_plan.ts";
import type { RunRecord } from "../records/run_record.ts";
import { makePlan, type PlannedRun } from "../running/plan.ts";
import { nameOf } from "../terminal/progress.ts";
import type { ResultsFolder } from "../records/results_folder.ts";
import type { RunFailed } from "../records/run_marks.ts";
import { openSubmissions } from "../slurm/submission.ts";
import { durationText } from "../terminal/duration.ts";
import { countText } from "../terminal/numbers.ts";
import { tableText, WIDTH } from "../terminal/table_text.ts";
import { wrapped } from "../terminal/wrapped.ts";

const MOST_LINES = 20;

/** How many runs there are of each kind. */
export interface RunCounts {
  readonly runs: number;
  readonly finished: number;
  readonly running: number;
  readonly failed: number;
  /** Neither of these: not begun, broken off, or with a damaged record. */
  readonly missing: number;
}

/** A suite of the folder. */
export interface SuiteStatus extends RunCounts {
  readonly suite: string;
  readonly tier: Tier;
  readonly engine: Fingerprint;
}

/** The state of a folder. */
export interface FolderStatus {
  readonly suites: readonly SuiteStatus[];
  /** Over all suites, what they share counted once. */
  readonly total: RunCounts;
  readonly running: readonly (RunName & { readonly holder: LockHolder })[];
  readonly failed: readonly (RunName & { readonly failure: RunFailed })[];
  /** How many of the missing go on from a checkpoint. */
  readonly begun: number;
  /** How many of the missing have a record that is damaged. */
  readonly damaged: number;
  /** Files that cannot be read; suites and jobs that they name are left out. */
  readonly unreadable: readonly string[];
  /** Names of the Slurm jobs that nobody has seen the end of. */
  readonly jobs: readonly string[];
}

interface RunName {
  readonly run: string;
  /** Its cell and seed. */
  readonly name: string;
}

type State =
  | { readonly kind: "finished" | "missing" }
  | { readonly kind: "running"; readonly holder: LockHolder }
  | { readonly kind: "failed"; readonly failure: RunFailed };

/** The state of the suites of `claims`, as far as the folder was asked for. */
export async function folderStatus(
  folder: Pick<ResultsFolder, "path" | "marks" | "read">,
  { claims, tier }: { claims: readonly Claim[]; tier: Tier | undefined },
): Promise<FolderStatus> {
  const { path, marks } = folder;
  const asked = await askedSuites(path);
  const files = await marks.files();
  const begun = await runsWithCheckpoint(path);
  const records = new Map<string, RunRecord>();
  const states = new Map<string, State>();
  const runs = new Map<string, PlannedRun>();
  const suites: SuiteStatus[] = [];
  for (const claim of claims) {
    for (const one of asked.suites) {
      if (one.suite !== claim.id || one.tier !== (tier ?? one.tier)) continue;
      const { plan } = await readPlan(
        (records) => makePlan([claim], { ...one, choice: one.seeds, records }),
        { read: recordsOf, records },
      );
      for (const planned of plan.runs) {
        const { run } = planned;
        if (!states.has(run)) states.set(run, await stateOf(run));
        runs.set(run, planned);
      }
      const counts = countsOf(plan.runs.map(({ run }) => states.get(run)!));
      const { suite, engine } = one;
      suites.push({ suite, tier: one.tier, engine, ...counts });
    }
  }
  const unreadable = [...asked.unreadable];
  const jobs = await openSubmissions(path, { unreadable });
  const named = [...states].map(([run, state]) => (
    { run, name: nameOf(runs.get(run)!), ...state }
  ));
  const missing = named.filter(({ kind }) => kind === "missing");
  return {
    suites,
    total: countsOf([...states.values()]),
    begun: missing.filter(({ run }) => begun.has(run)).length,
    damaged: missing.filter(({ run }) => files.finished.has(run)).length,
    running: named.filter((one) => one.kind === "running"),
    failed: named.filter((one) => one.kind === "failed"),
    ...{ unreadable, jobs: jobs.map(({ name }) => name) },
  };

  function recordsOf(runs: readonly PlannedRun[]) {
    return finishedRecords(runs.filter(({ run }) => files.finished.has(run)), {
      ...{ folder, sources: undefined },
    });
  }

  async function stateOf(run: string): Promise<State> {
    if (records.has(run)) return { kind: "finished" };
    if (files.claimed.has(run)) {
      const holder = await marks.holder(run);
      if (holder !== undefined) return { kind: "running", holder };
    }
    const failure = files.failed.has(run)
      ? await marks.failure(run)
      : undefined;
    return failure === undefined
      ? { kind: "missing" }
      : { kind: "failed", failure };
  }
}

function countsOf(states: readonly State[]): RunCounts {
  const count = (kind: State["kind"]) =>
    states.filter((state) => state.kind === kind).length;
  return {
    runs: states.length,
    finished: count("finished"),
    running: count("running"),
    failed: count("failed"),
    missing: count("missing"),
  };
}

/** The state of a folder, for a person. */
export function statusText(
  { suites, total, running, failed, jobs, ...rest }: FolderStatus,
  { now = new Date(), tier }: { now?: Date; tier?: Tier | undefined } = {},
): string {
  const unreadable = section(
    "files that cannot be read; suites and jobs that they name are left out:",
    rest.unreadable,
  );
  if (suites.length === 0) {
    const none = tier === undefined ? "No suite" : `No suite at tier ${tier}`;
    return [
      `${none} was asked for here: deno task repro does that`,
      ...unreadable,
    ].join("\n");
  }
  const counts = ["runs", "finished", "running", "failed", "missing"] as const;
  const rows = suites.map(({ suite, tier, engine, ...of }) => [
    ...[suite, tier, engine.engine!],
    ...counts.map((c) => String(of[c])),
  ]);
  const shared = suites.length > 1 ? ", what suites share counted once" : "";
  return [
    tableText(rows, { head: ["suite", "tier", "engine", ...counts] }),
    `${countText(total.runs, "run")}${shared}: ${
      counts.slice(1).map((c) => `${total[c]} ${c}`).join(", ")
    }`,
    ...rest.begun === 0 ? [] : [
      `of the missing, ${rest.begun} ${
        rest.begun === 1 ? "goes" : "go"
      } on from a checkpoint`,
    ],
    ...rest.damaged === 0 ? [] : [
      `of the missing, ${rest.damaged} ${
        rest.damaged === 1 ? "has" : "have"
      } a damaged record`,
    ],
    ...total.missing === 0 || jobs.length === 0 ? [] : [
      `what is missing may be in Slurm's queue: squeue --name=${jobs.join()}`,
    ],
    ...section(
      "running:",
      running.map(({ name, holder: { host, pid, task, since } }) =>
        `${name}: process ${pid} on ${host}${
          task === undefined ? "" : `, Slurm task ${task}`
        }${elapsedText(since, now)}`
      ),
    ),
    ...section(
      "failed; the next call retries them:",
      failed.map(({ name, failure: { message, host } }) =>
        `${name} on ${host}: ${message.split("\n", 1)[0]}`
      ),
    ),
    ...unreadable,
  ].join("\n");
}

/** A list of what was partly read from files that anyone may have written. */
function section(head: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const more = items.length - MOST_LINES;
  return [
    head,
    ...items.slice(0, MOST_LINES).map((item) =>
      wrapped(`  ${item.replaceAll(/\p{Cc}+/gu, " ")}`, { width: WIDTH })
    ),
    ...more > 0 ? [`  and ${more} more`] : [],
  ];
}

/** For how long, unless the clocks of hosts contradict each other. */
function elapsedText(since: string, now: Date): string {
  const seconds = (now.getTime() - Date.parse(since)) / 1000;
  return seconds >= 0 ? `, for ${durationText(seconds)}` : "";
}
