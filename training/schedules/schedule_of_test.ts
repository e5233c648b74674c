import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { constant } from "./constant.ts";
import { geometricDecay } from "./geometric_decay.ts";
import { halveAtLoss } from "./halve_at_loss.ts";
import { inverseTimeDecay } from "./inverse_time_decay.ts";
import { milestones } from "./milestones.ts";
import { polynomialDecay } from "./polynomial_decay.ts";
import type { Schedule } from "./schedule.ts";
import { scheduleOf, type ScheduleSettings } from "./schedule_of.ts";
import { warmUp } from "./warm_up.ts";

const learningRate = 0.8;
const drops = { epochs: [2, 3.5], divisor: 5 };
const start = { from: 0.1, epochs: 1.5 };

const CASES: readonly (readonly [ScheduleSettings, Schedule])[] = [
  [{ name: "constant", learningRate }, constant(learningRate)],
  [
    { name: "halve at loss", learningRate, loss: 0.5 },
    halveAtLoss(learningRate, { loss: 0.5 }),
  ],
  [
    { name: "geometric decay", learningRate, steps: 40, factor: 3 },
    geometricDecay(learningRate, { steps: 40, factor: 3 }),
  ],
  [
    { name: "polynomial decay", learningRate, steps: 30, power: 3 },
    polynomialDecay(learningRate, { steps: 30, power: 3 }),
  ],
  [
    { name: "inverse time decay", learningRate, steps: 7 },
    inverseTimeDecay(learningRate, { steps: 7 }),
  ],
  [
    { name: "constant", learningRate, milestones: drops },
    milestones(constant(learningRate), drops),
  ],
  [
    { name: "constant", learningRate, warmUp: start },
    warmUp(constant(learningRate), start),
  ],
  [
    { name: "constant", learningRate, warmUp: start, milestones: drops },
    warmUp(milestones(constant(learningRate), drops), start),
  ],
];

for (const [settings, expected] of CASES) {
  test(`settings of ${expected.name}`, () => {
    const copy: ScheduleSettings = JSON.parse(JSON.stringify(settings));
    const found = scheduleOf(copy);
    assertEquals(found.name, expected.name);
    for (let step = 0; step < 45; step++) {
      const lowestTrainingLoss = 10 / (step + 1);
      const progress = { step, epoch: step / 8, lowestTrainingLoss };
      assertEquals(
        found.learningRate(progress),
        expected.learningRate(progress),
      );
    }
  });
}
