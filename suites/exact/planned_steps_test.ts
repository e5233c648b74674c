import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { sgd } from "../../methods/sgd.ts";
import { minibatchesOfEpoch } from "../../training/minibatches.ts";
import { plannedSteps } from "./planned_steps.ts";

const OPTIONS = {
  ...{ minibatchesOfEpoch, method: sgd(), examples: 6, batchSize: 3, seed: 0 },
  learningRates: [0.5, 0.25, 0.125, 0.0625],
};

test("plannedSteps are those of whole epochs, with a learning rate each", () => {
  const { steps, examplesMissed } = plannedSteps(OPTIONS);
  assertEquals(examplesMissed, [0, 0]);
  assertEquals(
    steps.map(({ learningRate }) => learningRate),
    OPTIONS.learningRates,
  );
  const [first, second] = [steps.slice(0, 2), steps.slice(2)].map((epoch) =>
    epoch.flatMap(({ indices }) => [...indices])
  );
  for (const epoch of [first, second]) {
    assertEquals(epoch!.toSorted(), [0, 1, 2, 3, 4, 5]);
  }
  assertNotEquals(first, second);
});

test("plannedSteps count what an epoch draws never or more than once", () => {
  const missedBy = (...minibatches: number[][]) =>
    plannedSteps({
      ...OPTIONS,
      *minibatchesOfEpoch() {
        for (const indices of minibatches) yield Uint32Array.from(indices);
      },
    }).examplesMissed[0];
  assertEquals(missedBy([2, 0, 5], [3, 1, 4]), 0);
  assertEquals(missedBy([2, 0, 5], [2, 0, 5]), 6);
  assertEquals(missedBy([2, 0, 5], [3, 1]), 1);
});

test("fresh plannedSteps draw from all examples every time", () => {
  const { steps, examplesMissed } = plannedSteps({
    ...{ ...OPTIONS, fresh: true, examples: 6, batchSize: 2 },
    learningRates: Array<number>(300).fill(0.5),
  });
  assertEquals(examplesMissed.length, 100);
  // 90 of 15³ draws of three pairs have each example once: 2.7 %.
  const whole = examplesMissed.filter((missed) => missed === 0).length;
  assert(whole > 0 && whole < 20, String(whole));
  assert(steps.every(({ indices: [a, b] }) => a !== b));
});
