/**
 * The last verdict on each suite, tier and engine, kept in the results folder.
 *
 * @module
 */
import { join } from "node:path";
import { writeFileAtomic } from "../../core/atomic_file.ts";
import { isNoSuchFile } from "../../core/no_such_file.ts";
import { ENGINE_NAMES, type EngineName } from "../../engines/engine.ts";
import type { Outcome } from "../../suites/predicates.ts";
import type { Tier } from "../../suites/suite.ts";
import type { GateReport } from "../golden/gate.ts";
import { OUTCOMES } from "../golden/verdict.ts";
import type { Plan } from "../running/plan.ts";
import { whyUnusable } from "../../core/why_unusable.ts";
import { keepingFailed } from "./results_folder.ts";
import type { RunRecord } from "./run_record.ts";
import { secondsOf } from "../running/seconds_of.ts";
import type { SuiteReport } from "../terminal/suite_report.ts";

/** Version of the files' form. */
const VERSION = 1;

const GATES: readonly LastVerdict["gate"][] = [
  "passed",
  "partial",
  "failed",
  "off",
];

/** What a call found on a suite. */
export interface LastVerdict {
  readonly suite: string;
  readonly tier: Tier;
  readonly engine: EngineName;
  readonly outcome: Outcome;
  readonly gate: GateReport["status"] | "off";
  readonly seeds: number;
  /** Of all runs one after the other; see {@linkcode secondsOf}. */
  readonly seconds: number;
  /** As in "2026-11-21T12:00:00.000Z". */
  readonly at: string;
}

/** What a call has just found on a suite. */
export function lastVerdictOf(
  { claim, verdict, gate }: SuiteReport,
  { plan, records, engine }: {
    plan: Plan;
    records: ReadonlyMap<string, RunRecord>;
    engine: EngineName;
  },
): LastVerdict {
  const suite = plan.suites.find((suite) => suite.claim === claim)!;
  return {
    suite: claim.id,
    tier: plan.tier,
    engine,
    outcome: verdict.outcome,
    gate: gate?.status ?? "off",
    seeds: suite.seeds.length,
    seconds: secondsOf(suite, records),
    at: new Date().toISOString(),
  };
}

/**
 * Keeps a verdict, in place of the one before.
 *
 * @throws {Breakdown} if it cannot be written.
 */
export async function writeLastVerdict(
  folder: string,
  verdict: LastVerdict,
): Promise<void> {
  const path = pathOf(folder, verdict);
  try {
    await Deno.mkdir(join(folder, "verdicts"), { recursive: true });
    await writeFileAtomic(
      path,
      `${JSON.stringify({ version: VERSION, ...verdict })}\n`,
    );
  } catch (error) {
    throw keepingFailed(folder, error);
  }
}

/**
 * The latest of the last verdicts of all engines on a suite at a tier;
 * undefined if there is none. A file that is damaged or of another version is
 * as good as none.
 *
 * @param options.say Is told of such a file, in a line.
 */
export async function readLastVerdict(
  folder: string,
  { suite, tier, say = () => {} }: {
    suite: string;
    tier: Tier;
    say?: ((line: string) => void) | undefined;
  },
): Promise<LastVerdict | undefined> {
  const verdicts = await Promise.all(
    ENGINE_NAMES.map((engine) => read(folder, { suite, tier, engine, say })),
  );
  return verdicts.filter((verdict) => verdict !== undefined)
    .toSorted((a, b) => a.at < b.at ? 1 : -1)[0];
}

type Name = Pick<LastVerdict, "suite" | "tier" | "engine">;

function pathOf(folder: string, { suite, tier, engine }: Name): string {
  return join(folder, "verdicts", `${suite}.${tier}.${engine}.json`);
}

async function read(
  folder: string,
  { say, ...name }: Name & { say: (line: string) => void },
): Promise<LastVerdict | undefined> {
  const path = pathOf(folder, name);
  const ignore = (why: string) => {
    say(`ignored ${path}: ${why}; the next call writes it again`);
    return undefined;
  };
  let found: unknown;
  try {
    found = JSON.parse(await Deno.readTextFile(path));
  } catch (error) {
    if (isNoSuchFile(error)) return undefined;
    return ignore(whyUnusable(error));
  }
  return verdictIn(found, name) ??
    ignore("it holds no verdict that this program can read");
}

/** Strict, for a folder may come from anywhere and its text is printed. */
function verdictIn(found: unknown, name: Name): LastVerdict | undefined {
  const { version, ...verdict } = (found ?? {}) as
    & Partial<LastVerdict>
    & { version?: number };
  const { suite, tier, engine, outcome, gate, seeds, seconds, at } = verdict;
  const valid = version === VERSION && suite === name.suite &&
    tier === name.tier && engine === name.engine &&
    OUTCOMES.includes(outcome!) && GATES.includes(gate!) &&
    Number.isSafeInteger(seeds) && Number.isFinite(seconds) &&
    typeof at === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at);
  return valid ? verdict as LastVerdict : undefined;
}
