/**
 * Suites and records made up for tests of the harness.
 *
 * @module
 */
export { withFolder } from "../core/testing_folder.ts";
import { NUMERICS_VERSION } from "../core/numerics_version.ts";
import type { Fingerprint } from "../engines/engine.ts";
import type { ClassificationSettings } from "../suites/classification.ts";
import type {
  Claim,
  Judgement,
  Results,
  RunOutcome,
  RunSettings,
  Tuning,
} from "../suites/suite.ts";
import { goldenRunsOf } from "./golden/gate.ts";
import { type Golden, GOLDEN_VERSION } from "./golden/golden_form.ts";
import { makePlan, type Plan, type SeedChoice } from "./running/plan.ts";
import { RECORD_VERSION, type RunRecord } from "./records/run_record.ts";
import type { Verdict } from "./golden/verdict.ts";

/** An engine that no machine has. */
export const FINGERPRINT: Fingerprint = { engine: "wasm", backend: "0.0.0" };

/** Settings of a computation; `size` tells them apart. */
export function settingsWith(size: number): RunSettings {
  return { kind: "made up", datasets: [], size };
}

/** Settings of a training on made-up data; one epoch takes 2 updates. */
export function trainingWith(
  parts: Partial<ClassificationSettings> = {},
): ClassificationSettings {
  return {
    kind: "classification",
    datasets: ["synthetic"],
    trainExamples: 20,
    model: { network: "f1", width: 3 },
    method: { name: "sgd" },
    optimizer: { name: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    schedule: { name: "halve at loss", learningRate: 1e-3, loss: 0.01 },
    batchSize: 10,
    microbatch: 1000,
    stopBelow: 0.001,
    maxEpochs: 1,
    ...parts,
  } as ClassificationSettings;
}

/** As {@link trainingWith}, but nobody has seen its end. */
export const ENDLESS: RunSettings = trainingWith({
  stopBelow: 0,
  maxEpochs: 1e9,
});

/** A claim on a study of these cells, with seeds 0 and 1. */
export function claimOn(
  cells: Readonly<Record<string, RunSettings>>,
  parts: Partial<Claim> = {},
): Claim {
  const { study } = claimWith();
  return claimWith({
    study: {
      ...study,
      cells: () =>
        Object.entries(cells).map(([id, settings]) => ({ id, settings })),
      seeds: () => [0, 1],
    },
    cells: () => Object.keys(cells),
    metrics: ["test_accuracy"],
    margins: () => ({}),
    ...parts,
  });
}

/**
 * A claim with cells "a" and "b" and seeds 0, 1, 2, which is reproduced unless
 * `parts` say otherwise.
 */
export function claimWith(parts: Partial<Claim> = {}): Claim {
  const cells = [
    { id: "a", settings: settingsWith(1) },
    { id: "b", settings: settingsWith(2) },
  ];
  return {
    id: "made-up",
    title: "A claim made up for a test",
    statement: "b exceeds a",
    source: "Nowhere, Table 0",
    contradictedBy: "a above b",
    exact: false,
    study: {
      id: "made-up-study",
      paper: "none",
      title: "A study made up for a test",
      cells: () => cells,
      seeds: () => [0, 1, 2],
    },
    cells: () => ["a", "b"],
    metrics: ["accuracy"],
    margins: () => ({ accuracy: { absolute: 1 } }),
    judge: () => ({ outcome: "reproduced", findings: [] }),
    paperFigures: () => [],
    ...parts,
  };
}

/**
 * A claim whose cell "b" takes what it tried with the highest accuracy, unless
 * it chooses otherwise.
 */
export function tunedClaim({ choose }: Partial<Tuning> = {}): Claim {
  const { study } = claimWith();
  const grid = [3, 4].map((number) => ({
    id: `b try ${number}`,
    settings: settingsWith(number),
  }));
  const tuning: Tuning = {
    grid,
    seeds: [7, 8],
    choose: choose ?? ((results) => {
      const mean = (id: string) =>
        [...results.metric(id, "accuracy").values()]
          .reduce((sum, value) => sum + value, 0);
      return grid.map(({ id }) => id)
        .reduce((a, b) => mean(b) > mean(a) ? b : a);
    }),
  };
  return claimWith({
    study: {
      ...study,
      cells: (tier) => [study.cells(tier)[0]!, { id: "b", tuning }],
    },
  });
}

/** As {@linkcode tunedClaim}, with a cell "c" that tries the same by itself. */
export function twiceTunedClaim(): Claim {
  const claim = tunedClaim();
  const { study } = claim;
  return {
    ...claim,
    study: {
      ...study,
      cells: (tier) => {
        const [a, b] = study.cells(tier);
        return [a!, b!, { ...b!, id: "c" }];
      },
    },
    cells: () => ["a", "b", "c"],
  };
}

/** A plan at the desk tier. */
export function planOf(
  claims: readonly Claim[],
  { engine = FINGERPRINT, choice }: {
    engine?: Fingerprint;
    choice?: SeedChoice;
  } = {},
): Plan {
  return makePlan(claims, { tier: "desk", engine, choice });
}

/** An outcome with an accuracy of 80 %, except for `parts`. */
export function outcomeWith(parts: Partial<RunOutcome> = {}): RunOutcome {
  return {
    status: "converged",
    metrics: {
      accuracy: { value: 80, unit: "percent" },
      time: { value: 100, unit: "steps" },
    },
    steps: 100,
    series: { loss: [2, 1, 0.5] },
    first: [2.5, 2.25],
    links: [
      { step: 0, chain: "00", tensors: { w: "11" } },
      { step: 100, chain: "c0ffee", tensors: { w: "22" } },
    ],
    ...parts,
  };
}

/** An outcome of a run that diverged, which measured nothing along the way. */
export function divergedOutcome(): RunOutcome {
  return outcomeWith({
    status: "diverged",
    metrics: { accuracy: { value: NaN, unit: "percent" } },
    series: {},
  });
}

/** A judgement that needs the loss along every run of cell "b". */
export function judgeLossOfB({ series }: Results): Judgement {
  series("b", "loss");
  return { outcome: "reproduced", findings: [] };
}

/** A record for every run of a plan, with the outcome that `of` gives. */
export function recordsOf(
  { runs }: Plan,
  of: (cell: string, seed: number) => RunOutcome = () => outcomeWith(),
): Map<string, RunRecord> {
  return new Map(runs.map(({ run, identity, cell }) => [run, {
    version: RECORD_VERSION,
    run,
    identity,
    outcome: of(cell, identity.seed),
    seconds: 1.5,
    environment: {
      deno: "0.0.0",
      v8: "0.0",
      platform: "none-none",
      cpu: "none",
      cores: 1,
      sources: "none",
    },
  }]));
}

/** What a plan's only suite would be recorded as. */
export function goldenOf(plan: Plan, records = recordsOf(plan)): Golden {
  const [suite] = plan.suites;
  return {
    version: GOLDEN_VERSION,
    suite: suite!.claim.id,
    tier: plan.tier,
    engine: plan.engine,
    numerics: NUMERICS_VERSION,
    outcome: "reproduced",
    accepted: "2026-01-31",
    reason: "a test",
    commit: "c0ffee".repeat(6),
    environments: [[...records.values()][0]!.environment],
    runs: goldenRunsOf(suite!, records),
  };
}

/** A verdict at the desk tier. */
export function verdictWith(
  outcome: Verdict["outcome"] = "reproduced",
): Verdict {
  return { outcome, findings: [], tier: "desk", label: `${outcome} (desk)` };
}
