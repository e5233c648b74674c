/**
 * What the tests of exact claims share: runs on the real code and on code that
 * is broken on purpose.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assert, assertEquals } from "@std/assert";
import { beforeAll, test } from "@std/testing/bdd";
import { dataDirectory } from "../../datasets/data_dir.ts";
import { openEngine } from "../../engines/mod.ts";
import type { Executor } from "../executor.ts";
import { EXECUTORS } from "../execute.ts";
import {
  type Cell,
  type Claim,
  type RunOutcome,
  type Study,
  type Tier,
  TIERS,
} from "../suite.ts";
import { resultsOfOne } from "../testing.ts";

/** What each cell found. */
export type Outcomes = Readonly<Record<string, RunOutcome>>;

/** Exact checks that any code of the right form can be put through. */
export interface ExactChecks<Subject> {
  readonly study: Study<Cell>;
  /** Who does the runs of each kind on `subject`. */
  executors(subject: Subject): Readonly<Record<string, Executor>>;
  /** What training uses. */
  readonly training: Subject;
  /** Ways to get it wrong, by what is wrong. */
  readonly mutants: Readonly<Record<string, Subject>>;
}

/**
 * A mutant, the cell that is run with it, and beginnings of the statements
 * that it contradicts.
 */
export type Caught = readonly [
  mutant: string,
  cell: string,
  statements: readonly string[],
];

/** Runs cells at the smoke tier on the wasm engine. */
async function exactOutcomes<Subject>(
  { study, executors }: Pick<ExactChecks<Subject>, "study" | "executors">,
  { subject, cells }: { subject: Subject; cells: readonly string[] },
): Promise<Outcomes> {
  const engine = await openEngine("wasm");
  const byKind = executors(subject);
  const outcomes: Record<string, RunOutcome> = {};
  for (const { id, settings } of study.cells("smoke")) {
    if (!cells.includes(id)) continue;
    outcomes[id] = await byKind[settings.kind]!(settings, {
      ...{ engine, seed: 0, dataDir: dataDirectory() },
      onProgress: () => {},
    });
  }
  return outcomes;
}

/** The statements that a claim finds contradicted. */
export function contradictedBy(claim: Claim, outcomes: Outcomes): string[] {
  return claim.judge(resultsOfOne("smoke", outcomes)).findings
    .filter(({ outcome }) => outcome === "contradicted")
    .map(({ statement }) => statement);
}

/**
 * Tests that training contradicts `expected` statements of a claim and no
 * others, by default none, that each mutant contradicts those it should, and
 * that the runs' numbers are what records, reports and the gate need.
 *
 * @returns What the cells found, once the tests run.
 */
export function testExactClaim<Subject>(
  claim: Claim,
  { caught, expected = [], ...checks }: ExactChecks<Subject> & {
    readonly caught: readonly Caught[];
    /** Beginnings of statements. */
    readonly expected?: readonly string[];
  },
): () => Outcomes {
  const cells = claim.cells("smoke");
  let sound: Outcomes = {};
  beforeAll(async () => {
    const subject = checks.training;
    sound = await exactOutcomes(checks, { subject, cells });
  });

  const verdict = expected.length === 0 ? "reproduced" : "contradicted";
  test(`${claim.id} is ${verdict} by what training uses`, () => {
    const found = contradictedBy(claim, sound);
    assertEquals(found.length, expected.length, found.join("\n"));
    assertBegin(found, expected);
    assertEquals(claim.judge(resultsOfOne("smoke", sound)).outcome, verdict);
  });

  test(`${claim.id}: every run finished with numbers that JSON can hold`, () => {
    assertEquals(Object.keys(sound).toSorted(), [...cells].toSorted());
    for (const { metrics, status, first } of Object.values(sound)) {
      assertEquals(status, "finished");
      const values = Object.values(metrics).map(({ value }) => value);
      assert(values.every((value) => Number.isFinite(value)));
      assertEquals(first, values.slice(0, 10));
    }
  });

  test(`${claim.id}: every printed or compared metric is measured`, () => {
    const measured = Object.values(sound)
      .flatMap(({ metrics }) => Object.keys(metrics));
    const named = [...claim.metrics, ...Object.keys(claim.margins("smoke"))];
    assertEquals(named.filter((name) => !measured.includes(name)), []);
  });

  for (const [mutant, cell, statements] of caught) {
    test(`${mutant} in ${cell} contradicts ${statements.join(", ")}`, async () => {
      const subject = checks.mutants[mutant]!;
      const broken = await exactOutcomes(checks, { subject, cells: [cell] });
      assertEquals(Object.keys(broken), [cell]);
      assertBegin(contradictedBy(claim, { ...sound, ...broken }), statements);
    });
  }

  return () => sound;
}

/**
 * Tests that there is an executor for every kind of run of a study, and that
 * runs give the same bits again and free their tensors.
 */
export function testExactRuns<Subject>(
  checks: ExactChecks<Subject>,
  { cells }: { readonly cells: readonly string[] },
): void {
  const { study, executors, training: subject } = checks;

  test(`${study.id}: there is an executor for every kind of run`, () => {
    for (const tier of TIERS) {
      const kinds = study.cells(tier).map(({ settings }) => settings.kind);
      assertEquals(new Set(Object.keys(executors(subject))), new Set(kinds));
      assert(kinds.every((kind) => kind in EXECUTORS));
    }
  });

  test(`${study.id}: cells are unique and their settings are JSON`, () => {
    for (const tier of TIERS) {
      const all = study.cells(tier);
      assertEquals(new Set(all.map(({ id }) => id)).size, all.length);
      assertEquals(JSON.parse(JSON.stringify(all)), all);
    }
  });

  test(`${study.id}: tiers differ in the sampled draws only`, () => {
    const withoutDraws = (tier: Tier) =>
      study.cells(tier).map(({ id, settings }) => ({
        ...{ id, settings: { ...settings, draws: null } },
      }));
    for (const tier of TIERS) {
      assertEquals(withoutDraws(tier), withoutDraws("smoke"));
    }
  });

  test(`${study.id}: runs give the same bits again and free their tensors`, async () => {
    await openEngine("wasm");
    const before = tf.memory().numTensors;
    const outcomes = await exactOutcomes(checks, { subject, cells });
    assertEquals(await exactOutcomes(checks, { subject, cells }), outcomes);
    assertEquals(Object.keys(outcomes), cells);
    assertEquals(tf.memory().numTensors, before);
  });
}

function assertBegin(
  found: readonly string[],
  beginnings: readonly string[],
): void {
  for (const beginning of beginnings) {
    assert(
      found.some((one) => one.startsWith(beginning)),
      `not contradicted: ${beginning}; but:\n${found.join("\n")}`,
    );
  }
}
