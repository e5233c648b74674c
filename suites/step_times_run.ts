import { type Key, rootKey, split } from "../core/key.ts";
import { partsOf } from "../core/method_parts.ts";
import { synthetic } from "../datasets/synthetic.ts";
import type { Engine } from "../engines/engine.ts";
import { stepMethodOf } from "../methods/method_of.ts";
import { modelOf } from "../models/model_of.ts";
import { optimizerOf } from "../training/optimizers/optimizer_of.ts";
import { methodStepper } from "../training/timing/method_stepper.ts";
import { quartilesOf } from "../training/timing/quartiles.ts";
import { ratiosOf, timedRounds } from "../training/timing/timed_rounds.ts";
import type { Executor } from "./executor.ts";
import type { StepTimesSettings } from "./step_times.ts";

/** Enough that no cache holds them; steps with more see some again. */
const MOST_IMAGES = 1000;
/** Steps that compile and allocate, before the rounds; their losses are kept. */
const FIRST_STEPS = 2;

/**
 * Times whole training steps of a method and of what it is compared with, by
 * turns in one process: an update from the examples' bytes to the parameters.
 *
 * The metric "time_ratio" is the median over the rounds of the ratio of the
 * median step times of both turns, "time_ratio_spread" the distance of its
 * quartiles; "step_time" and "baseline_step_time" are medians over the rounds.
 * All four are volatile. "gradient_work" is the ratio of per-example gradients
 * in a step, a count.
 */
export const runStepTimes: Executor = async (
  runSettings,
  { engine, seed, onProgress },
) => {
  const settings = runSettings as StepTimesSettings;
  const { turn, rounds: count } = settings;
  const key = split(rootKey(seed), "steps");
  const pair = (["timed", "baseline"] as const).map((id) =>
    stepperOf(engine, { settings, id, key })
  );
  try {
    const first: number[] = [];
    for (const { stepper: { step } } of pair) {
      for (let i = 0; i < FIRST_STEPS; i++) first.push(await step());
    }
    const rounds = await timedRounds(pair.map(({ stepper }) => stepper), {
      ...{ turn, rounds: count },
      onRound: (round) => onProgress({ step: round, ofSteps: count }),
    });
    const ratio = quartilesOf(
      ratiosOf(rounds, { of: "timed", to: "baseline" }),
    );
    const medianOf = (id: string) =>
      quartilesOf(rounds.map((round) => round[id]!)).median;
    const time = (value: number, unit: string) => ({
      ...{ value, unit, volatile: true as const },
    });
    return {
      status: "finished",
      metrics: {
        gradient_work: {
          value: pair[0]!.examples / pair[1]!.examples,
          unit: "ratio",
        },
        time_ratio: time(ratio.median, "ratio"),
        time_ratio_spread: time(ratio.third - ratio.first, "ratio"),
        step_time: time(medianOf("timed"), "ms"),
        baseline_step_time: time(medianOf("baseline"), "ms"),
      },
      steps: 0,
      series: {},
      first,
      links: [],
    };
  } finally {
    for (const { stepper } of pair) stepper.dispose();
  }
};

/** What has turns, and the per-example gradients of one of its steps. */
function stepperOf(
  engine: Engine,
  { settings, id, key }: {
    settings: StepTimesSettings;
    id: "timed" | "baseline";
    key: Key;
  },
) {
  const { imageShape, classes, learningRate } = settings;
  const { batchSize, microbatch, ...step } = settings[id];
  const method = stepMethodOf(step.method);
  const examples = partsOf(method).weights.minibatches * batchSize;
  const images = Math.min(examples, MOST_IMAGES);
  const dataset = synthetic({
    ...{ trainCount: images, testCount: 1, imageShape, classes },
  });
  return {
    examples,
    stepper: methodStepper(engine, {
      ...{ id, method, dataset, microbatch, learningRate },
      model: modelOf(settings.model, dataset),
      optimizer: optimizerOf(settings.optimizer),
      indices: Uint32Array.from({ length: examples }, (_, i) => i % images),
      key,
    }),
  };
}
