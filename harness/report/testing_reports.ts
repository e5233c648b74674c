/**
 * Whole reports for tests in a browser: of recorded results and made-up runs,
 * and of what a stranger's files could hold.
 *
 * @module
 */
import { ENGINE_NAMES } from "../../engines/engine.ts";
import { SUITES } from "../../suites/mod.ts";
import { TIERS } from "../../suites/suite.ts";
import { makePlan } from "../running/plan.ts";
import { claimWith, FINGERPRINT, outcomeWith, recordsOf } from "../testing.ts";
import type { Report } from "./page.ts";
import { type ClaimResults, collectResults } from "./suite_results.ts";
import {
  CHECKED,
  claimResults,
  COMPARED,
  EVIL,
  recordedResult,
  resultWith,
} from "./testing.ts";

const REPORT: Omit<Report, "claims"> = {
  runs: 3,
  now: new Date("2026-01-31"),
  tables: [{ name: "results.csv", href: "./results.csv" }],
  problems: [],
  bench: {
    runtime: "Deno",
    cpu: "a processor",
    timings: [{
      ...{ group: "F1", name: "SGD", baseline: true },
      time: { n: 9, min: 1e6, avg: 2e6, p75: 3e6, max: 4e6 },
    }],
  },
};

/** Enough to have every kind of section; a browser takes its time. */
const SOME = SUITES.slice(0, 7);

/** Recorded results, and runs of the trainings at the smoke tier. */
export async function usualReport(): Promise<Report> {
  const plan = makePlan(SOME.filter(({ exact }) => !exact), {
    ...{ tier: "smoke", engine: FINGERPRINT, choice: undefined },
  });
  const records = recordsOf(plan, (cell, seed) => {
    const value = 10 + cell.length + seed;
    return outcomeWith({
      metrics: {
        test_accuracy: { value: 60 + value, unit: "percent" },
        convergence_time: { value: 100 * value, unit: "steps" },
        gradient_evaluations: { value: 1e5 * value, unit: "examples" },
      },
      series: { training_loss: [2.3, 1, 0.1, 0.001 * value] },
    });
  });
  const { claims } = await collectResults({
    ...{ claims: SOME, records, seeds: undefined, sources: "none" },
    ...{ tiers: TIERS.toReversed(), engines: ENGINE_NAMES },
  });
  return { ...REPORT, claims: [...claims, wideIntervals()] };
}

/** Intervals of two seeds, which are far wider than these differ. */
function wideIntervals(): ClaimResults {
  const bySeed = <T>(...values: T[]) => new Map(values.entries());
  const steps = { label: "steps", log: true };
  const loss = { label: "loss", log: true };
  const claim = claimWith({
    id: "wide-intervals",
    figures: () => [
      () => ({
        kind: "curve",
        ...{ title: "Curve", caption: "Made up.", x: steps, y: loss },
        points: [
          { x: bySeed(1000, 1300), y: bySeed(0.1, 0.3) },
          { x: bySeed(2000, 2600), y: bySeed(0.2, 0.4) },
        ],
        references: [{ label: "law", points: [[1, 0.01], [1e6, 1e3]] }],
      }),
      () => ({
        kind: "training",
        ...{ title: "Training", caption: "Made up.", x: steps, y: loss },
        lines: [{
          series: "a",
          y: bySeed([1, 0.5, 0.25, 0.12], [1.2, 0.7, 0.4, 0.3]),
        }],
        references: [{ label: "law", points: [[0.1, 0.01], [9, 1e4]] }],
      }),
    ],
  });
  return claimResults([resultWith({}, claim)], { claim });
}

/** Names with markup, numbers that do not exist or are huge. */
export function hostileReport(): Report {
  const claim = claimWith({
    ...{ id: EVIL, title: EVIL, statement: EVIL, source: EVIL },
    ...{ contradictedBy: EVIL.repeat(20), metrics: ["accuracy", EVIL] },
    cells: () => ["a", "b"],
    figures: () => [
      ({ metric }) => ({
        kind: "curve",
        ...{ title: EVIL, caption: EVIL, x: { label: EVIL } },
        y: { label: EVIL, unit: EVIL },
        points: [
          { x: 1, y: metric("a", "accuracy"), series: EVIL },
          { x: 2, y: metric("b", "accuracy"), series: `${EVIL}${EVIL}` },
        ],
        paper: { source: EVIL, points: [{ x: 1, y: 1e308, sd: 1e308, n: 2 }] },
      }),
      () => {
        throw new RangeError(EVIL);
      },
    ],
  });
  const values = [1e308, -1e308, NaN];
  const { suite } = resultWith({}, claim);
  const records = recordsOf(
    makePlan([claim], {
      ...{ tier: "desk", engine: FINGERPRINT, choice: undefined },
    }),
    (_, seed) =>
      outcomeWith({
        status: seed === 2 ? "diverged" : "converged",
        metrics: {
          accuracy: { value: values[seed]!, unit: EVIL },
          [EVIL]: { value: 5e-324, unit: EVIL },
        },
      }),
  );
  const engine = { engine: "wasm", [EVIL]: EVIL, long: "x".repeat(500) };
  const finding = { ...COMPARED, statement: EVIL };
  const gate = { status: "failed", summary: EVIL, problems: [EVIL] } as const;
  const result = resultWith({ suite, records, engine, gate }, claim);
  const { recorded, verdict, ...rest } = recordedResult();
  return {
    ...REPORT,
    claims: [
      claimResults([{
        ...result,
        verdict: { ...verdict!, findings: [finding, CHECKED], note: EVIL },
      }], { claim }),
      claimResults([{
        ...rest,
        problem: EVIL,
        recorded: { ...recorded!, reason: EVIL, accepted: EVIL },
      }], { claim: claimWith({ id: "y" }) }),
    ],
    tables: [{ name: EVIL, href: `./${encodeURIComponent(EVIL)}` }],
    problems: [`/tmp/${EVIL}: ${EVIL}`],
  };
}
