/**
 * Section 2.4: what GNC adds to a step of data-parallel SGD. The operations are
 * counted for the paper's step, ResNet-32 with B = 8,192, at every tier. Steps
 * of both are timed by turns in one process, the baseline's with a pass for
 * each worker as well; the run's seeds are repetitions.
 *
 * | tier | network | B = b M | rounds | repetitions |
 * | --- | --- | --- | --- | --- |
 * | smoke | C8 | 32·4 | 2 | 3 |
 * | desk | ResNet-32 | 32·4 | 5 | 5 |
 * | paper | ResNet-32 | 32·256 | 5 | 5 |
 *
 * @module
 */
import { concluding, exceeds, mapSeeds, onTimes } from "../findings.ts";
import { exactly, logarithms } from "../predicates.ts";
import type { StepTimesSettings } from "../step_times.ts";
import { firstSeeds } from "../seeds.ts";
import type { Cell, Claim, Finding, Results, Study, Tier } from "../suite.ts";
import { MOMENTUM_AND_DECAY } from "./setups.ts";
import {
  PAPER_STEP,
  PRINTED_OPERATIONS,
  stepOperations,
} from "./step_operations.ts";

/** b, at every tier. */
const EXAMPLES_PER_WORKER = 32;

/** A step of GNC may take so many times as long. */
const FACTOR = 1.1;

/** Of the paper's step. */
const OPERATIONS = stepOperations(PAPER_STEP);

const C8 = { depth: 8, widths: [8, 16, 32], workers: 4, rounds: 2 } as const;
const RESNET_32 = { depth: 32, widths: [16, 32, 64], rounds: 5 } as const;
const SIZES = {
  smoke: C8,
  desk: { ...RESNET_32, workers: 4 },
  paper: { ...RESNET_32, workers: PAPER_STEP.workers },
} as const;

/** The name of the only cell of a tier. */
function overheadCell(tier: Tier): string {
  const { depth, workers } = SIZES[tier];
  return `ResNet-${depth} B=${EXAMPLES_PER_WORKER * workers}`;
}

function settingsOf(tier: Tier): StepTimesSettings {
  const { depth, widths, workers, rounds } = SIZES[tier];
  const step = {
    batchSize: EXAMPLES_PER_WORKER * workers,
    microbatch: EXAMPLES_PER_WORKER,
  };
  return {
    kind: "step times",
    datasets: [],
    ...{ imageShape: [32, 32, 3], classes: 10, learningRate: 0.01 },
    model: {
      ...{ network: "resnet", depth, widths },
      ghostBatchSize: EXAMPLES_PER_WORKER,
    },
    optimizer: MOMENTUM_AND_DECAY,
    timed: {
      ...step,
      method: { name: "GNC", alpha: 0.1, workers, filterWise: true },
    },
    baseline: { ...step, method: { name: "data-parallel SGD", workers } },
    turn: { untimed: 1, timed: 1 },
    rounds,
  };
}

/** The timings; see the module's description. */
export const overheadStudy: Study<Cell> = {
  id: "gnc-overhead",
  paper: "gradient_noise_convolution",
  title: "Time of a step of GNC and of data-parallel SGD",
  cells: (tier) => [{ id: overheadCell(tier), settings: settingsOf(tier) }],
  seeds: (tier) => firstSeeds(tier === "smoke" ? 3 : 5),
};

/** Operations of the paper's step, with two digits as it prints them. */
function countOf(
  statement: string,
  operations: keyof typeof OPERATIONS,
): Finding {
  const evidence = exactly({
    value: OPERATIONS[operations],
    ...PRINTED_OPERATIONS[operations],
  });
  return {
    statement,
    outcome: evidence.holds ? "reproduced" : "contradicted",
    evidence,
  };
}

function findingsOf(results: Results): Finding[] {
  const ratios = results.metric(overheadCell(results.tier), "time_ratio");
  return [
    countOf(
      "operations of two subtractions a worker, 2 M l (ResNet-32, B = 8,192)",
      "subtractions",
    ),
    countOf(
      "operations of the step, 6 for each multiply-add of a forward pass",
      "passes",
    ),
    onTimes(
      exceeds("log of the time of a step, to that of data-parallel SGD", {
        x: mapSeeds(ratios, () => Math.log(FACTOR)),
        y: logarithms(ratios),
        names: [`log ${FACTOR}`, "GNC"],
      }),
      results.tier,
    ),
  ];
}

/** Section 2.4: GNC costs next to nothing. */
export const overhead: Claim = {
  id: "gnc-overhead",
  title: "GNC adds next to nothing to the time of a step",
  statement:
    "GNC adds two subtractions of vectors for each worker: 2.4e8 operations to the 3.4e12 of the paper's step. Its step takes at most 1.1 times as long as that of data-parallel SGD that makes a pass for each worker too.",
  source: "Gradient noise convolution, section 2.4",
  contradictedBy:
    "other counts, or a step that takes more than 1.1 times as long (log, over repetitions, one-sided 95 % t interval)",
  exact: false,
  study: overheadStudy,
  cells: (tier) => [overheadCell(tier)],
  metrics: ["time_ratio", "step_time", "baseline_step_time"],
  margins: () => ({ gradient_work: { absolute: 0 } }),
  judge: (results) => concluding(findingsOf(results)),
  // The paper prints counts, which the findings have, and no time.
  paperFigures: () => [],
  figures: () => [(results) => ({
    kind: "parts",
    title: "Time of a step",
    caption:
      "If the claim holds, both are as high: GNC at most a tenth higher (section 2.4).",
    x: { label: "method" },
    y: { label: "time of a step", unit: "ms" },
    bars: true,
    parts: ([
      ["DP-SGD", "baseline_step_time"],
      ["GNC", "step_time"],
    ] as const).map(([part, metric]) => ({
      part,
      y: results.metric(overheadCell(results.tier), metric),
    })),
  })],
};
