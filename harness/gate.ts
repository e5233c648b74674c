/**
 * The gate: are the code and the results still the recorded ones? It asks
 * three things of every suite.
 *
 * 1. The first numbers of every run: the same bits where the engine's
 *    fingerprint is the recorded one, a relative difference of at most
 *    {@link FIRST_TOLERANCE} elsewhere.
 * 2. The results: every metric to the bit where the fingerprint is the same;
 *    elsewhere equivalence, paired by seed, within the suite's margins.
 * 3. The verdict: the recorded one.
 *
 * @module
 */
import { NUMERICS_VERSION } from "../core/numerics_version.ts";
import { equivalent } from "../suites/predicates.ts";
import type { Claim, Margin } from "../suites/suite.ts";
import type { Golden, GoldenRun } from "./golden_file.ts";
import type { PlannedSuite } from "./plan.ts";
import type { RunRecord } from "./run_record.ts";
import type { Verdict } from "./verdict.ts";

/**
 * Largest relative difference of a run's first numbers between machines: a
 * hundred times what ten updates in single precision have been seen to add.
 */
export const FIRST_TOLERANCE = 1e-3;

/** What the gate found on a suite. */
export interface GateReport {
  /** "partial": what was compared agrees, but the user asked for less. */
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
export function gate(
  { suite, records, verdict, golden, seedsChosen }: GateInput,
): GateReport {
  if (golden === undefined) {
    return failed("no golden", [
      'nothing is recorded for this tier and engine; record it with "golden accept", or compare nothing with --no-gate',
    ]);
  }
  const recorded = new Map(golden.runs.map((run) => [keyOf(run), run]));
  const pairs: [GoldenRun, GoldenRun][] = [];
  const problems: string[] = [];
  let exact = true;
  for (const ours of goldenRunsOf(suite, records)) {
    const theirs = recorded.get(keyOf(ours));
    recorded.delete(keyOf(ours));
    if (theirs === undefined) problems.push(`${nameOf(ours)}: not recorded`);
    else pairs.push([ours, theirs]);
  }
  const left = [...recorded.values()];
  const chosenAway = (run: GoldenRun) =>
    seedsChosen && !suite.seeds.includes(run.seed);
  for (const run of left.filter((run) => !chosenAway(run))) {
    problems.push(`${nameOf(run)}: recorded, but not run`);
  }
  for (const record of records.values()) {
    exact &&= sameBitsExpected(record, golden);
  }
  problems.push(
    ...exact
      ? pairs.flatMap(([ours, theirs]) => differingBits(ours, theirs))
      : differences(suite.claim, pairs),
  );
  const partial = left.some(chosenAway);
  if (!partial && verdict.outcome !== golden.outcome) {
    problems.push(
      `the verdict is ${verdict.outcome}, recorded is ${golden.outcome}`,
    );
  }
  const compared = `${pairs.length} runs ${
    exact ? "to the bit" : "within margins (another machine's recording)"
  }`;
  if (problems.length > 0) return failed(compared, problems);
  return partial
    ? {
      status: "partial",
      summary:
        `${compared}, of ${golden.runs.length} recorded; the verdict was not compared`,
      problems,
    }
    : { status: "passed", summary: compared, problems };
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
      return [{
        cell: id,
        seed,
        status: outcome.status,
        steps: outcome.steps,
        ...(chain === undefined ? {} : { chain }),
        metrics: Object.fromEntries(
          Object.entries(outcome.metrics).map(([name, { value }]) => [
            name,
            finiteOrNull(value),
          ]),
        ),
        first: outcome.first.map(finiteOrNull),
      }];
    })
  ).toSorted((a, b) =>
    a.cell === b.cell ? a.seed - b.seed : a.cell < b.cell ? -1 : 1
  );
}

function sameBitsExpected({ identity }: RunRecord, golden: Golden): boolean {
  const sorted = (fingerprint: object) =>
    JSON.stringify(Object.entries(fingerprint).toSorted());
  return golden.numerics === NUMERICS_VERSION &&
    sorted(identity.engine) === sorted(golden.engine);
}

function differingBits(ours: GoldenRun, theirs: GoldenRun): string[] {
  const differing = [
    ...(["status", "steps", "chain"] as const).filter((field) =>
      ours[field] !== theirs[field]
    ),
    ...Object.keys({ ...ours.metrics, ...theirs.metrics }).filter((metric) =>
      ours.metrics[metric] !== theirs.metrics[metric]
    ),
  ];
  const step = theirs.first.findIndex((value, i) => value !== ours.first[i]);
  if (step >= 0) differing.unshift(`number ${step + 1}`);
  return differing.length === 0
    ? []
    : [`${nameOf(ours)}: other bits in ${differing.join(", ")}`];
}

function differences(
  claim: Claim,
  pairs: readonly [GoldenRun, GoldenRun][],
): string[] {
  const firsts = pairs.flatMap(([ours, theirs]) => {
    const step = theirs.first.findIndex((value, i) =>
      !close(value, ours.first[i] ?? null)
    );
    return step < 0 ? [] : [
      `${nameOf(ours)}: number ${step + 1} is ${ours.first[step]}, recorded ${
        theirs.first[step]
      }`,
    ];
  });
  return [...firsts, ...cellsOf(pairs).flatMap(notEquivalent(claim))];
}

function notEquivalent(claim: Claim) {
  return (cell: readonly [GoldenRun, GoldenRun][]): string[] =>
    Object.entries(claim.margins).flatMap(([metric, margin]) => {
      const values = (which: 0 | 1) =>
        new Map(cell.map((pair) => [
          pair[which].seed,
          scaled(pair[which].metrics[metric] ?? NaN, margin),
        ]));
      if (cell.length < 2) return [];
      const { outcome, lower, upper } = equivalent(values(0), values(1), {
        margin: "absolute" in margin
          ? margin.absolute
          : Math.log1p(margin.relative),
      });
      return outcome === "reproduced" ? [] : [
        `${
          cell[0]![0].cell
        }: ${metric} not equivalent to the recorded one: bounds of the difference ${lower} to ${upper}, margin ${
          JSON.stringify(margin)
        }`,
      ];
    });
}

function scaled(value: number, margin: Margin): number {
  return "relative" in margin ? Math.log(value) : value;
}

function close(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) <=
    FIRST_TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

function cellsOf(
  pairs: readonly [GoldenRun, GoldenRun][],
): [GoldenRun, GoldenRun][][] {
  return [...Map.groupBy(pairs, ([ours]) => ours.cell).values()];
}

function keyOf({ cell, seed }: GoldenRun): string {
  return `${cell}\n${seed}`;
}

function nameOf({ cell, seed }: GoldenRun): string {
  return `${cell} seed ${seed}`;
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function failed(summary: string, problems: readonly string[]): GateReport {
  return { status: "failed", summary, problems };
}
