/**
 * What there is to report of each claim: finished runs of a results folder,
 * and where there are none the recorded results.
 *
 * @module
 */
import { UsageError } from "../../core/usage_error.ts";
import {
  ENGINE_NAMES,
  type EngineName,
  type Fingerprint,
} from "../../engines/engine.ts";
import type { Claim, Tier } from "../../suites/suite.ts";
import { gate, type GateReport } from "../golden/gate.ts";
import { goldenPath, readGolden } from "../golden/golden_file.ts";
import type { Golden } from "../golden/golden_form.ts";
import type { PlannedSuite, SeedChoice } from "../running/plan.ts";
import { ofOtherCode } from "../records/finished_records.ts";
import type { ResultsOptions } from "../records/results.ts";
import type { RunRecord } from "../records/run_record.ts";
import { type CellSummary, summarize } from "../terminal/summary.ts";
import { labelOf, type Verdict, verdictOf } from "../golden/verdict.ts";
import {
  type FinishedRuns,
  runsByEngine,
  runsOn,
  type UnfinishedRuns,
} from "./found_runs.ts";
import { recordedSuite } from "./recorded_suite.ts";

/** A claim's results at a tier on an engine. */
export interface SuiteResult {
  readonly claim: Claim;
  readonly tier: Tier;
  readonly engine: Fingerprint;
  /** Present if these are the recorded results and not runs of the folder. */
  readonly recorded?: Golden;
  readonly suite: PlannedSuite;
  readonly records: ReadonlyMap<string, RunRecord>;
  /** How many seeds were asked for; {@link suite} has those that are there. */
  readonly seedsAsked: number;
  /** How many of its runs other code than the present did. */
  readonly otherCode: number;
  /** Absent if the claim cannot be judged of these results. */
  readonly verdict?: Verdict;
  /** Why it cannot. */
  readonly problem?: string;
  readonly cells: readonly CellSummary[];
  /** Absent where nothing is recorded to compare with. */
  readonly gate?: GateReport;
}

/**
 * All there is of a claim, the largest tier first; after it what is recorded
 * with some of the seeds.
 */
export interface ClaimResults {
  readonly claim: Claim;
  readonly results: readonly SuiteResult[];
  readonly unfinished: readonly UnfinishedRuns[];
}

/** What to collect. */
export interface CollectOptions {
  readonly claims: readonly Claim[];
  readonly records: ReadonlyMap<string, RunRecord>;
  /** Largest first. */
  readonly tiers: readonly Tier[];
  readonly engines: readonly EngineName[];
  readonly seeds: SeedChoice | undefined;
  /** Digest of the present code. */
  readonly sources: string;
  /** Folder of the golden files, if not the repository's. */
  readonly goldenFolder?: string;
  /** Called before each claim with how many are done, of all. */
  readonly onProgress?: (judged: number, all: number) => void;
}

/** The results of claims, and what of the goldens cannot be used. */
export async function collectResults(
  options: CollectOptions,
): Promise<{ claims: readonly ClaimResults[]; problems: readonly string[] }> {
  const { records, tiers } = options;
  const engines = runsByEngine(records.values()).filter(({ engine }) =>
    options.engines.some((name) => name === engine.engine)
  );
  const problems: string[] = [];
  const claims: ClaimResults[] = [];
  for (const claim of options.claims) {
    options.onProgress?.(claims.length, options.claims.length);
    const found = engines.flatMap((engine) => runsOn(engine, claim, options));
    const results: SuiteResult[] = [];
    for (const tier of tiers) {
      const goldens = await goldensOf(claim, { ...options, tier, problems });
      const own = found.flatMap((runs) =>
        runs.tier === tier && "suite" in runs
          ? resultOfRuns(runs, {
            ...options,
            golden: goldens.get(runs.engine.engine as EngineName),
          })
          : []
      );
      const recorded = [...goldens].filter(([name]) =>
        !own.some(({ engine }) => engine.engine === name)
      ).flatMap(([engine, golden]) => {
        const result = resultOfGolden(claim, golden);
        if (result.suite.seeds.length > 0) return result;
        problems.push(
          `${
            goldenPath({ suite: claim.id, tier, engine })
          } has no seed of all cells that the claim asks for: record it again with "golden accept"`,
        );
        return [];
      });
      results.push(
        ...own.toSorted((a, b) => b.suite.seeds.length - a.suite.seeds.length),
        ...recorded,
      );
    }
    const unfinished = found.filter((runs) => !("suite" in runs))
      .filter(({ tier, finished }) => tiers.includes(tier) && finished > 0);
    const isInPart = ({ recorded }: SuiteResult) =>
      recorded?.seeds !== undefined;
    claims.push({
      ...{ claim, unfinished },
      results: [
        ...results.filter((result) => !isInPart(result)),
        ...results.filter(isInPart),
      ],
    });
  }
  return { claims, problems };
}

function resultOfRuns(
  { suite, tier, engine, seedsAsked }: FinishedRuns,
  { records, seeds, sources, golden }:
    & Pick<CollectOptions, "records" | "seeds" | "sources">
    & { golden: Golden | undefined },
): SuiteResult {
  const judged = judgedOf(suite, { tier, records });
  const { verdict } = judged;
  return {
    ...{ claim: suite.claim, tier, engine, suite, records, seedsAsked },
    otherCode: ofOtherCode(
      suite.cells.flatMap(({ runs }) =>
        [...runs.values()].map((run) => records.get(run)!)
      ),
      sources,
    ).length,
    ...judged,
    ...golden === undefined || verdict === undefined ? {} : {
      gate: gate({
        ...{ suite, records, verdict, golden },
        seedsChosen: seeds !== undefined || suite.seeds.length < seedsAsked,
      }),
    },
  };
}

function resultOfGolden(claim: Claim, golden: Golden): SuiteResult {
  const { tier, engine } = golden;
  const { suite, records } = recordedSuite(claim, golden);
  const judged = judgedOf(suite, { tier, records, metricsAlone: true });
  return {
    ...{ claim, tier, engine, suite, records, recorded: golden },
    ...{ seedsAsked: suite.seeds.length, otherCode: 0 },
    ...judged.problem === undefined || golden.findings === undefined
      ? judged
      : { cells: judged.cells, verdict: recordedVerdict(claim, golden) },
  };
}

/** What was judged of more than the recorded metrics, as it was recorded. */
function recordedVerdict(claim: Claim, golden: Golden): Verdict {
  const { outcome, tier, note } = golden;
  const label = labelOf(claim, golden);
  return {
    ...{ outcome, tier, label, findings: [] },
    ...note === undefined ? {} : { note },
  };
}

/** Numbers and verdict, or what keeps from them. */
function judgedOf(
  suite: PlannedSuite,
  of: ResultsOptions,
): Pick<SuiteResult, "cells" | "verdict" | "problem"> {
  const cells = summarize(suite, of);
  try {
    return { cells, verdict: verdictOf(suite, of) };
  } catch (error) {
    // A record may be anyone's, and recorded results have metrics alone.
    if (error instanceof RangeError) return { cells, problem: error.message };
    throw error;
  }
}

async function goldensOf(
  claim: Claim,
  { tier, engines, goldenFolder, problems }: {
    tier: Tier;
    engines: readonly EngineName[];
    goldenFolder?: string;
    problems: string[];
  },
): Promise<ReadonlyMap<EngineName, Golden>> {
  const goldens = new Map<EngineName, Golden>();
  for (const engine of ENGINE_NAMES) {
    if (!engines.includes(engine)) continue;
    try {
      const golden = await readGolden(
        { suite: claim.id, tier, engine },
        goldenFolder === undefined ? {} : { folder: goldenFolder },
      );
      if (golden !== undefined) goldens.set(engine, golden);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push(error.message);
    }
  }
  return goldens;
}
