/**
 * The gate: are the code and the results still the recorded ones? It asks
 * three things of every suite.
 *
 * 1. The first numbers of every run: the same bits where the engine's
 *    fingerprint is the recorded one, near the recorded ones elsewhere.
 * 2. The results: every metric but measured times, to the bit where the
 *    fingerprint is the same; elsewhere two one-sided 5 % t tests, paired by
 *    seed, must show that the mean difference lies within the suite's margin.
 *    Few or noisy runs fail. Tuned cells must choose what they chose. Where the
 *    fingerprint is the same, the findings must have the recorded numbers too:
 *    many are of what was measured along the way, which no metric has.
 * 3. The verdict: the recorded one.
 *
 * @module
 */
import { NUMERICS_VERSION } from "../../core/numerics_version.ts";
import { describeEvidence } from "../terminal/finding_text.ts";
import {
  differingBits,
  differingFindings,
  differingFirsts,
  differingResults,
  type GoldenPair,
  nameOf,
} from "./golden_difference.ts";
import type { Golden, GoldenFinding, GoldenRun } from "./golden_form.ts";
import { countText } from "../terminal/numbers.ts";
import type { PlannedSuite } from "../running/plan.ts";
import { canonical, sha256 } from "../records/run_identity.ts";
import type { RunRecord } from "../records/run_record.ts";
import { untunableText, type Verdict } from "./verdict.ts";

const HASH_LENGTH = 16;

/** What the gate found on a suite. */
export interface GateReport {
  /**
   * "partial": what was compared agrees, but the user asked for other seeds, or
   * fewer are recorded.
   */
  readonly status: "passed" | "partial" | "failed";
  /** One line on what was compared. */
  readonly summary: string;
  /** One line for each disagreement. */
  readonly problems: readonly string[];
}

/** A suite's runs and verdict, to be compared with the recorded ones. */
export interface GateInput {
  readonly suite: PlannedSuite;
  readonly records: ReadonlyMap<string, RunRecord>;
  readonly verdict: Verdict;
  readonly golden: Golden | undefined;
  /** Whether the user chose the seeds. */
  readonly seedsChosen: boolean;
}

/** Compares a suite with its golden file. */
export function gate({ golden, ...input }: GateInput): GateReport {
  const { suite, records, verdict } = input;
  if (golden === undefined) return nothingRecorded(suite);
  const { claim } = suite;
  const matched = matchedRuns({ ...input, golden });
  const { pairs, partial } = matched;
  const exact = sameBitsExpected(suite, { records, golden });
  // Chosen by the user, for what a suite declares is judged in whole.
  const shared = new Set(pairs.map(({ ours }) => ours.seed));
  const oneSeed = partial && !exact && !claim.exact && shared.size < 2;
  const differing = exact ? differingBits(pairs) : [
    ...differingFirsts(pairs, { claim }),
    ...oneSeed ? [] : differingResults(pairs, { claim, tier: golden.tier }),
  ];
  const findings = exact && !partial
    ? differingFindings(goldenFindingsOf(verdict), golden)
    : [];
  const problems = [
    ...matched.unrecorded.map((run) =>
      `${nameOf(run)}: not recorded, so there is nothing to compare`
    ),
    ...suite.untunable.size > 0 ? [untunableText(suite)] : [],
    ...matched.missing.map((run) => `${nameOf(run)}: recorded, but not run`),
    ...differingChoices(suite, golden),
    ...differing,
    ...findings,
    ...partial || verdict.outcome === golden.outcome ? [] : [
      `the verdict is "${verdict.outcome}", recorded is "${golden.outcome}"`,
    ],
  ];
  const compared = comparedText(matched, { suite, exact, oneSeed, shared });
  return {
    status: problems.length > 0 ? "failed" : partial ? "partial" : "passed",
    summary: partial
      ? `${compared}; ${golden.runs.length} are recorded, and the verdict on them is not compared`
      : compared,
    problems,
  };
}

function nothingRecorded(suite: PlannedSuite): GateReport {
  return {
    status: "failed",
    summary: "nothing to compare with",
    problems: [
      suite.untunable.size > 0
        ? `no results are recorded for this suite, tier and engine, nor can be, for ${
          untunableText(suite)
        }: compare nothing with --no-gate`
        : 'no results are recorded for this suite, tier and engine: record these with "deno task golden accept", or compare nothing with --no-gate',
    ],
  };
}

/** A suite's runs beside the recorded ones. */
interface MatchedRuns {
  readonly pairs: readonly GoldenPair[];
  /** Runs that should be recorded and are not. */
  readonly unrecorded: readonly GoldenRun[];
  /** What is recorded and should have been run. */
  readonly missing: readonly GoldenRun[];
  /** Whether some have no pair because the user, or who recorded, chose so. */
  readonly partial: boolean;
}

function matchedRuns(
  { suite, records, golden, seedsChosen }:
    & Pick<GateInput, "suite" | "records" | "seedsChosen">
    & { golden: Golden },
): MatchedRuns {
  const runs = goldenRunsOf(suite, records);
  const ours = new Map(runs.map((run) => [nameOf(run), run]));
  const recorded = new Map(golden.runs.map((run) => [nameOf(run), run]));
  const missing = golden.runs.filter((run) => !ours.has(nameOf(run)));
  const chosenAway = ({ seed }: GoldenRun) =>
    seedsChosen && !suite.seeds.includes(seed);
  const unrecorded = runs.filter((run) => !recorded.has(nameOf(run)));
  const declared = suite.claim.study.seeds(golden.tier);
  const leftOut = ({ seed }: GoldenRun) =>
    declared.includes(seed)
      ? golden.seeds !== undefined && !golden.seeds.includes(seed)
      : seedsChosen;
  return {
    pairs: runs.flatMap((ours): GoldenPair[] => {
      const pair = recorded.get(nameOf(ours));
      return pair === undefined ? [] : [{ ours, recorded: pair }];
    }),
    unrecorded: unrecorded.filter((run) => !leftOut(run)),
    missing: missing.filter((run) =>
      !chosenAway(run) && !suite.untunable.has(run.cell)
    ),
    partial: missing.some(chosenAway) || unrecorded.some(leftOut),
  };
}

/** How many runs were compared, and how. */
function comparedText(
  { pairs }: MatchedRuns,
  { suite, exact, oneSeed, shared }: {
    suite: PlannedSuite;
    exact: boolean;
    oneSeed: boolean;
    /** The seeds of the pairs. */
    shared: ReadonlySet<number>;
  },
): string {
  if (pairs.length === 0) {
    return "nothing compared, for none of these seeds is recorded";
  }
  const runs = `${countText(pairs.length, "run")} compared`;
  if (exact) return `${runs} to the bit`;
  if (!oneSeed) {
    return `${runs} within margins, for they are recorded of another engine build or version`;
  }
  const only = suite.seeds.length < 2
    ? ""
    : `only seed ${[...shared]} of these is recorded, and `;
  return `${runs} by their first numbers alone, for ${only}one seed shows no equivalence`;
}

/** The runs of a suite as a golden file has them, sorted by cell and seed. */
export function goldenRunsOf(
  suite: PlannedSuite,
  records: ReadonlyMap<string, RunRecord>,
): GoldenRun[] {
  return suite.cells.flatMap(({ id, runs }) =>
    [...runs].flatMap(([seed, run]): GoldenRun[] => {
      const outcome = records.get(run)?.outcome;
      if (outcome === undefined) return [];
      const chain = outcome.links.at(-1)?.chain;
      const [times = [], metrics = []] = [true, false].map((isTime) =>
        Object.entries(outcome.metrics)
          .filter(([, { volatile = false }]) => volatile === isTime)
          .map(([name, { value }]) => [name, finiteOrNull(value)] as const)
      );
      return [{
        cell: id,
        seed,
        status: outcome.status,
        steps: outcome.steps,
        ...(chain === undefined ? {} : { chain }),
        metrics: Object.fromEntries(metrics),
        ...(times.length === 0 ? {} : { volatile: Object.fromEntries(times) }),
        first: outcome.first.map(finiteOrNull),
        ...Object.keys(outcome.series).length === 0
          ? {}
          : { series: sha256(canonical(outcome.series)).slice(0, HASH_LENGTH) },
      }];
    })
  ).toSorted((a, b) =>
    a.cell === b.cell ? a.seed - b.seed : a.cell < b.cell ? -1 : 1
  );
}

/** What a verdict's predicates said, as a golden file has it. */
export function goldenFindingsOf(
  { findings }: Pick<Verdict, "findings">,
): GoldenFinding[] {
  return findings.map(({ statement, evidence, outcome, informative }) => ({
    ...{ statement, numbers: describeEvidence(evidence), outcome },
    ...informative ? { informative } : {},
  }));
}

/** A line for each tuned cell that chose something else. */
function differingChoices(
  { chosen, untunable }: PlannedSuite,
  { chosen: recorded = {} }: Golden,
): string[] {
  return Object.entries({ ...recorded, ...Object.fromEntries(chosen) })
    .filter(([cell]) =>
      chosen.get(cell) !== recorded[cell] && !untunable.has(cell)
    )
    .map(([cell]) =>
      `${cell}: chose ${chosen.get(cell) ?? "nothing"}, recorded ${
        recorded[cell] ?? "nothing"
      }`
    );
}

/** Whether a suite's runs and the recorded ones are of the same making. */
function sameBitsExpected(
  { cells }: PlannedSuite,
  { records, golden }: {
    records: ReadonlyMap<string, RunRecord>;
    golden: Golden;
  },
): boolean {
  const sorted = (fingerprint: object) =>
    JSON.stringify(Object.entries(fingerprint).toSorted());
  const recorded = sorted(golden.engine);
  return golden.numerics === NUMERICS_VERSION &&
    cells.flatMap(({ runs }) => [...runs.values()])
      .flatMap((run) => records.get(run) ?? [])
      .every(({ identity }) => sorted(identity.engine) === recorded);
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
