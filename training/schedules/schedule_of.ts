import { refuseUnknown } from "../../core/refuse_unknown.ts";
import { constant } from "./constant.ts";
import { geometricDecay } from "./geometric_decay.ts";
import { halveAtLoss } from "./halve_at_loss.ts";
import { inverseTimeDecay } from "./inverse_time_decay.ts";
import { milestones } from "./milestones.ts";
import { polynomialDecay } from "./polynomial_decay.ts";
import type { Schedule } from "./schedule.ts";
import { warmUp } from "./warm_up.ts";

/** A schedule in JSON, complete: nothing is left to defaults. */
export type ScheduleSettings = DecaySettings & {
  /** Divides the rates of the schedule so far. */
  readonly milestones?: {
    readonly epochs: readonly number[];
    readonly divisor: number;
  };
  /** Comes before all that. */
  readonly warmUp?: { readonly from: number; readonly epochs: number };
};

/** The schedules that others are composed with. */
export type DecaySettings =
  | { readonly name: "constant"; readonly learningRate: number }
  | {
    readonly name: "halve at loss";
    readonly learningRate: number;
    /** In nats. */
    readonly loss: number;
  }
  | {
    readonly name: "geometric decay";
    readonly learningRate: number;
    /** Of the whole training. */
    readonly steps: number;
    readonly factor: number;
  }
  | {
    readonly name: "polynomial decay";
    readonly learningRate: number;
    /** Until the rate is 0. */
    readonly steps: number;
    readonly power: number;
  }
  | {
    readonly name: "inverse time decay";
    readonly learningRate: number;
    /** Until it is half. */
    readonly steps: number;
  };

/**
 * The schedule that settings describe.
 *
 * @throws {RangeError} as the schedules' own functions, or if there is no
 * schedule of that name.
 */
export function scheduleOf(settings: ScheduleSettings): Schedule {
  let schedule = decayOf(settings);
  if (settings.milestones !== undefined) {
    schedule = milestones(schedule, settings.milestones);
  }
  if (settings.warmUp !== undefined) {
    schedule = warmUp(schedule, settings.warmUp);
  }
  return schedule;
}

function decayOf(settings: DecaySettings): Schedule {
  const { learningRate } = settings;
  switch (settings.name) {
    case "constant":
      return constant(learningRate);
    case "halve at loss":
      return halveAtLoss(learningRate, settings);
    case "geometric decay":
      return geometricDecay(learningRate, settings);
    case "polynomial decay":
      return polynomialDecay(learningRate, settings);
    case "inverse time decay":
      return inverseTimeDecay(learningRate, settings);
    default:
      return refuseUnknown("a schedule", settings);
  }
}
