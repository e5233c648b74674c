/**
 * What a step of noise enhancement costs: whole training steps, timed by turns
 * with those of plain SGD in one process, and trainings whose steps are equal
 * work, as many of them those of `study.ts` as it has.
 *
 * | tier | networks | turns of each | steps of a turn |
 * | --- | --- | --- | --- |
 * | smoke | F1, width 50 | 15 | 2 |
 * | desk | F1, width 100 | 30 | 2 |
 * | paper | F1, C1, C2 | 7 | 3 |
 *
 * All at the tier's large B and α = 3. Turns are short, so that what else the
 * machine does slows both arms alike; even so a busy machine may leave the
 * verdict on times undecided. It is the seeds' scatter that decides: a seed
 * changes no step's work.
 *
 * @module
 */
import type { MethodSettings } from "../../methods/method_of.ts";
import type { StepTimesSettings } from "../step_times.ts";
import type { Cell, Study, Tier } from "../suite.ts";
import {
  cellId,
  type Condition,
  gridOf,
  neStudy,
  type Network,
  networksAt,
  settingsOf,
} from "./study.ts";

const IMAGES: Readonly<
  Record<Network, Pick<StepTimesSettings, "imageShape" | "classes">>
> = {
  F1: { imageShape: [28, 28, 1], classes: 10 },
  C1: { imageShape: [32, 32, 3], classes: 10 },
  C2: { imageShape: [32, 32, 3], classes: 100 },
};

const TURNS: Readonly<
  Record<Tier, Pick<StepTimesSettings, "turn" | "rounds">>
> = {
  smoke: { turn: { untimed: 1, timed: 2 }, rounds: 15 },
  desk: { turn: { untimed: 1, timed: 2 }, rounds: 30 },
  paper: { turn: { untimed: 1, timed: 3 }, rounds: 7 },
};

/** What is timed against plain SGD at the large B of a network. */
export interface TimedArms {
  readonly network: Network;
  /** Noise enhancement at B. */
  readonly enhanced: Condition;
  /** Plain SGD at 2B, which evaluates as many gradients. */
  readonly doubled: Condition;
  /** Plain SGD at B. */
  readonly plain: Condition;
}

/** The arms of each network of a tier. */
export function timedArms(tier: Tier): TimedArms[] {
  return networksAt(tier).map((network) => {
    const plain = gridOf(tier, network).plain.at(-1)!;
    return {
      ...{ network, plain, enhanced: { ...plain, alpha: 3 } },
      doubled: { ...plain, batchSize: 2 * plain.batchSize },
    };
  });
}

/** The name of the cell in which a condition's steps are timed. */
export function timingCell(condition: Condition): string {
  return `time of ${cellId(condition)}`;
}

/** Trainings of F1 whose steps are equal work. */
export interface EqualWork {
  /** Noise enhancement at B. */
  readonly enhanced: Condition;
  /** Plain SGD at 2B. */
  readonly doubled: Condition;
}

/** Those at a tier, trainings of the grids of `study.ts` where it has them. */
export function equalWork(tier: Tier): EqualWork {
  const { alpha, batchSize } = EQUAL_WORK[tier];
  const network = "F1";
  return {
    enhanced: { network, alpha, batchSize },
    doubled: { network, alpha: 1, batchSize: 2 * batchSize },
  };
}

const EQUAL_WORK = {
  smoke: { alpha: 3, batchSize: 50 },
  desk: { alpha: 2, batchSize: 100 },
  paper: { alpha: 1.5, batchSize: 100 },
} as const;

/** Timed steps, and the trainings that the claim reads. */
export const costStudy: Study<Cell> = {
  id: "ne-cost",
  paper: "noise_enhancement",
  title: "The cost of a step of noise enhancement",
  cells: (tier) => [
    ...timedArms(tier).flatMap(({ plain, enhanced, doubled }) =>
      [enhanced, doubled].map((condition): Cell => ({
        id: timingCell(condition),
        settings: timing(tier, { condition, plain }),
      }))
    ),
    ...Object.values(equalWork(tier)).map((condition): Cell => ({
      id: cellId(condition),
      settings: settingsOf(tier, condition),
    })),
  ],
  seeds: neStudy.seeds,
};

function timing(
  tier: Tier,
  { condition, plain }: { condition: Condition; plain: Condition },
): StepTimesSettings {
  const { model, optimizer, microbatch, ...training } = settingsOf(tier, plain);
  const { batchSize } = condition;
  return {
    kind: "step times",
    datasets: [],
    ...IMAGES[plain.network],
    ...{ model, optimizer, learningRate: training.schedule.learningRate },
    timed: {
      // The same at every tier: both are methods of a step.
      method: settingsOf(tier, condition).method as
        & MethodSettings
        & StepTimesSettings["timed"]["method"],
      ...{ batchSize, microbatch },
    },
    baseline: {
      ...{ method: { name: "sgd" }, batchSize: plain.batchSize, microbatch },
    },
    ...TURNS[tier],
  };
}
