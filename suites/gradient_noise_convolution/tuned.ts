/**
 * How the noise coefficients are chosen: each on its grid, by the accuracy on
 * a held-out tenth of the training set with a seed of its own.
 *
 * @module
 */
import type { MethodSettings } from "../../methods/method_of.ts";
import type { ClassificationSettings } from "../classification.ts";
import { mean } from "../mean.ts";
import type { Cell, Results, TunedCell } from "../suite.ts";
import {
  forTuning,
  heldOutOf,
  methodWith,
  type Setup,
  type TrainingExtras,
  trainingOf,
} from "./setups.ts";

/** α that are tried. */
export interface AlphaGrids {
  readonly gnc: readonly number[];
  readonly rnc: readonly number[];
  /** Of RNC after GNC. */
  readonly phase: readonly number[];
  /** Of RNC that moves points as far as GNC. */
  readonly matched: readonly number[];
}

/** The methods with something to tune. */
export type TunedMethod = "GNC" | "RNC" | "GNCtoRNC" | "RNC matched";

/** Something that is tried. */
interface Trial {
  readonly kind: "GNC" | "RNC" | "GNCtoRNC";
  readonly alpha: number;
  /** α of RNC after GNC. */
  readonly phase?: number;
}

/** The seeds that tune; none that is reported. */
export const TUNING_SEEDS: readonly number[] = [1000];

/** The first epoch of RNC after GNC. */
export function switchOf({ epochs }: Pick<Setup, "epochs">): number {
  return 3 * epochs / 4;
}

/**
 * A cell whose α are chosen of their grids. GNCtoRNC has the α of GNC before
 * the switch, so that both are the same training until then; "RNC matched" has
 * the α whose mean ‖x_i - x‖ is nearest to that of GNC, in its logarithm.
 */
export function tunedCell(
  setup: Setup,
  { id, method, grids, extras }: {
    readonly id: string;
    readonly method: TunedMethod;
    readonly grids: AlphaGrids;
    /** What the reported runs have besides. */
    readonly extras: TrainingExtras;
  },
): TunedCell {
  const trials = trialsOf(method, grids);
  return {
    id,
    tuning: {
      grid: trials.map((trial) => triedCell(setup, trial)),
      seeds: TUNING_SEEDS,
      choose: (results) =>
        trialId(setup, choiceOf(method, { setup, trials, results })),
      reported: (chosen) => {
        const { method } = chosen as ClassificationSettings;
        return trainingOf(setup, { method, ...extras });
      },
    },
  };
}

function trialsOf(method: TunedMethod, grids: AlphaGrids): Trial[] {
  const gnc = grids.gnc.map((alpha): Trial => ({ kind: "GNC", alpha }));
  const rnc = (alphas: readonly number[]) =>
    alphas.map((alpha): Trial => ({ kind: "RNC", alpha }));
  switch (method) {
    case "GNC":
      return gnc;
    case "RNC":
      return rnc(grids.rnc);
    case "RNC matched":
      return [...gnc, ...rnc(grids.matched)];
    case "GNCtoRNC":
      return [
        ...gnc,
        ...grids.gnc.flatMap((alpha) =>
          grids.phase.map((phase): Trial => ({
            ...{ kind: "GNCtoRNC", alpha, phase },
          }))
        ),
      ];
  }
}

function triedCell(setup: Setup, trial: Trial): Cell {
  return {
    id: trialId(setup, trial),
    settings: trainingOf(forTuning(setup), {
      method: methodOfTrial(setup, trial),
      heldOut: heldOutOf(setup),
      measurements: [{
        ...{ name: "worker loss spread", examples: 64 },
        epochs: { at: momentsOf(setup) },
      }],
    }),
  };
}

/** Epochs at which the workers' points are measured; 0 is before the first. */
function momentsOf({ epochs }: Pick<Setup, "epochs">): number[] {
  return [0, Math.ceil(epochs / 16), epochs / 4, epochs / 2 - 1];
}

function trialId({ id }: Setup, { kind, alpha, phase }: Trial): string {
  const then = phase === undefined ? "" : `, then ${phase}`;
  return `${id} ${kind} α=${alpha}${then}`;
}

function methodOfTrial(
  setup: Setup,
  { kind, alpha, phase }: Trial,
): MethodSettings {
  if (kind !== "GNCtoRNC") return methodWith(setup, kind, alpha);
  return {
    ...{ name: "switch", epoch: switchOf(setup) },
    before: methodWith(setup, "GNC", alpha),
    after: methodWith(setup, "RNC", phase!),
  };
}

function choiceOf(
  method: TunedMethod,
  { setup, trials, results }: {
    setup: Setup;
    trials: readonly Trial[];
    results: Results;
  },
): Trial {
  const among = (kind: Trial["kind"]) =>
    trials.filter((trial) => trial.kind === kind);
  const best = (of: readonly Trial[]) =>
    largest(
      of,
      (trial) =>
        mean(results.metric(trialId(setup, trial), "test_accuracy").values()),
    );
  if (method === "GNC" || method === "RNC") return best(among(method));
  const gnc = best(among("GNC"));
  if (method === "GNCtoRNC") {
    return best(among(method).filter(({ alpha }) => alpha === gnc.alpha));
  }
  const length = (trial: Trial) =>
    displacementOf(results, { setup, cell: trialId(setup, trial) });
  const wanted = length(gnc);
  return largest(
    among("RNC"),
    (trial) => -Math.abs(Math.log(length(trial) / wanted)),
  );
}

/**
 * The mean over time and seeds of the workers' mean ‖x_i - x‖; NaN if a run
 * diverged before it was measured at every moment.
 */
export function displacementOf(
  results: Results,
  { setup, cell }: { setup: Setup; cell: string },
): number {
  // Before the first update there is hardly a learning rate.
  const places = [...momentsOf(setup).keys()].slice(1);
  const lengths = [
    ...results.series(cell, "worker_displacement", { partly: true }).values(),
  ];
  return mean(
    lengths.map((along) => mean(places.map((place) => along[place] ?? NaN))),
  );
}

/**
 * The first of those with the largest value. One whose value is not finite, as
 * of a trial that diverged, is left out.
 *
 * @throws {RangeError} if none is left.
 */
function largest<T>(of: readonly T[], value: (one: T) => number): T {
  const rated = of.map((one) => ({ one, value: value(one) }))
    .filter(({ value }) => Number.isFinite(value));
  if (rated.length === 0) {
    throw new RangeError("Cannot tune: no trial has a finite value");
  }
  return rated.reduce((a, b) => b.value > a.value ? b : a).one;
}
