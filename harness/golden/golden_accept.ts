/**
 * Recording results as golden.
 *
 * @module
 */
import { NUMERICS_VERSION } from "../../core/numerics_version.ts";
import { UsageError } from "../../core/usage_error.ts";
import type { Claim } from "../../suites/suite.ts";
import type { CodeState } from "../host/code_state.ts";
import {
  type FinishedSuite,
  finishedSuites,
  type FinishedSuitesOptions,
} from "../records/finished_suites.ts";
import { ofOtherCode } from "../records/finished_records.ts";
import { wantsSameCode } from "../running/launcher.ts";
import { goldenFindingsOf, goldenRunsOf } from "./gate.ts";
import type { Recorded } from "./golden_comparison.ts";
import { readGolden } from "./golden_file.ts";
import { type Golden, GOLDEN_VERSION, type GoldenName } from "./golden_form.ts";
import { type Plan, seedsOf } from "../running/plan.ts";
import { canonical } from "../records/run_identity.ts";
import type { RunRecord } from "../records/run_record.ts";
import { secondsOf } from "../running/seconds_of.ts";
import { someOf } from "../terminal/some_of.ts";
import { untunableText, verdictOf } from "./verdict.ts";

/** Which results to record. */
export interface ProposalOptions extends FinishedSuitesOptions {
  /** Why they are the new truth; kept in the files. */
  readonly reason: string;
  readonly code: CodeState;
  /** Folder of the golden files, if not the repository's. */
  readonly goldenFolder?: string;
}

/** What is to be recorded for a suite. */
export interface Proposal {
  readonly suite: FinishedSuite;
  readonly golden: Golden;
  /** What is recorded now. */
  readonly previous: Recorded;
  /** How many of the runs other code than the present one did. */
  readonly otherCode: number;
}

/**
 * The golden results of suites from finished runs, to be written by
 * `writeGolden` once a person has seen them.
 *
 * @throws {UsageError} if the code is not that of a commit, a run has not
 * finished, a tuned cell cannot choose, a record is damaged, code did a run
 * that was not committed, or at the smoke tier other code than the present, or
 * seeds were chosen and a suite declares others, or more at a smaller tier than
 * paper.
 */
export async function proposeGolden(
  options: ProposalOptions,
): Promise<Proposal[]> {
  const { tier, engine, folder, reason, code, goldenFolder } = options;
  if (code.changed.length > 0) {
    throw new UsageError(
      `Cannot accept: ${
        someOf(code.changed)
      } differ from commit ${code.commit}; commit the code first, then run it, so that what is recorded can be done again`,
    );
  }
  for (const claim of options.claims) refuseSeeds(claim, options);
  const { plan, suites, sources } = await finishedSuites(options);
  for (const suite of suites) {
    const { claim } = suite.suite;
    const again =
      `"deno task repro ${claim.id} --tier ${tier} --engine ${engine.name} --no-gate"`;
    if (suite.missing.size > 0) {
      throw new UsageError(
        `Cannot accept ${claim.id}: ${
          missingText(suite)
        } not finished in ${folder.path}; what is recorded has every seed that the suite declares${
          tier === "paper" ? ", or those of --seeds" : ""
        }: run ${again} first`,
      );
    }
    if (suite.suite.untunable.size > 0) {
      throw new UsageError(
        `Cannot accept ${claim.id}: ${
          untunableText(suite.suite)
        }; without settings the cell has no runs to record`,
      );
    }
    const others = ofOtherCode(suite.records.values(), sources);
    const lost = others.filter(({ environment: { host } }) =>
      host !== undefined && (host.dirty !== false || host.commit === null)
    );
    if (lost.length > 0) {
      throw new UsageError(
        `Cannot accept ${claim.id}: code that was not committed, or of which git knew nothing, did ${lost.length} of its runs, and nobody can do them again; run ${again} with another --results first`,
      );
    }
    if (wantsSameCode(tier) && others.length > 0) {
      throw new UsageError(
        `Cannot accept ${claim.id}: other code than the present one did ${others.length} of its runs; run ${again} first`,
      );
    }
  }
  const where = goldenFolder === undefined ? {} : { folder: goldenFolder };
  return await Promise.all(suites.map(async (suite) => ({
    suite,
    otherCode: ofOtherCode(suite.records.values(), sources).length,
    golden: goldenOf(suite, { plan, reason, commit: code.commit }),
    previous: await readPrevious({
      ...{ suite: suite.suite.claim.id, tier, engine: engine.name },
    }, where),
  })));
}

/** A part of the seeds is for what takes days. */
function refuseSeeds(
  claim: Claim,
  { tier, seeds: choice }: ProposalOptions,
): void {
  const declared = claim.study.seeds(tier);
  const seeds = seedsOf(claim, { tier, choice });
  const other = seeds.find((seed) => !declared.includes(seed));
  if (other !== undefined) {
    throw new UsageError(
      `Cannot accept ${claim.id}: it does not declare seed ${other} at tier ${tier}`,
    );
  }
  if (tier !== "paper" && seeds.length < declared.length) {
    throw new UsageError(
      `Cannot accept ${claim.id} with ${seeds.length} of its ${declared.length} seeds: only at tier paper may some be left out`,
    );
  }
}

function goldenOf(
  { suite, records }: FinishedSuite,
  { plan: { tier, engine }, reason, commit }: {
    plan: Plan;
    reason: string;
    commit: string;
  },
): Golden {
  const { claim, seeds, chosen } = suite;
  const runs = goldenRunsOf(suite, records);
  const verdict = verdictOf(suite, { tier, records });
  const { outcome, note } = verdict;
  const recordOf = (cell: string, seed: number): RunRecord =>
    records.get(suite.cells.find(({ id }) => id === cell)!.runs.get(seed)!)!;
  // By text, each once; the first is that of the first run.
  const environments = new Map(
    runs.map(({ cell, seed }) => recordOf(cell, seed).environment)
      .map((environment) => [textOf(environment), environment]),
  );
  const texts = [...environments.keys()];
  return {
    version: GOLDEN_VERSION,
    suite: claim.id,
    tier,
    engine,
    numerics: NUMERICS_VERSION,
    outcome,
    findings: goldenFindingsOf(verdict),
    ...note === undefined ? {} : { note },
    units: unitsOf(records.values()),
    accepted: new Date().toISOString().slice(0, 10),
    reason,
    commit,
    ...seeds.length < claim.study.seeds(tier).length ? { seeds } : {},
    ...chosen.size === 0 ? {} : { chosen: Object.fromEntries(chosen) },
    environments: [...environments.values()],
    seconds: secondsOf(suite, records),
    runs: runs.map((run) => {
      const { environment } = recordOf(run.cell, run.seed);
      const place = texts.indexOf(textOf(environment));
      return place === 0 ? run : { ...run, environment: place };
    }),
  };
}

function unitsOf(records: Iterable<RunRecord>): Record<string, string> {
  const units = [...records].flatMap(({ outcome }) =>
    Object.entries(outcome.metrics).map(([name, { unit }]) => [name, unit])
  );
  return Object.fromEntries(units.toSorted(([a], [b]) => a! < b! ? -1 : 1));
}

function textOf(environment: object): string {
  return canonical(JSON.parse(JSON.stringify(environment)));
}

/** As in "3 of 6 runs (cell a: seeds 1, 2; cell b: seeds 2) have". */
function missingText({ missing, absent, records }: FinishedSuite): string {
  const cells = [...missing].map(([cell, seeds]) =>
    `cell ${cell}: seeds ${[...seeds].join(", ")}`
  );
  return `${absent} of its ${absent + records.size} runs (${
    someOf(cells, "; ")
  }) have`;
}

/** The golden that is there; one that cannot be read is being replaced. */
async function readPrevious(
  name: GoldenName,
  where: { folder?: string },
): Promise<Recorded> {
  try {
    return await readGolden(name, where);
  } catch (error) {
    if (error instanceof UsageError) return "unreadable";
    throw error;
  }
}
