import { assertEquals, assertNotEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Method } from "../core/method.ts";
import { openEngine } from "../engines/mod.ts";
import { methodSteps, type MethodStepsOptions } from "./method_steps.ts";
import { gradientDescent } from "./optimizers/gradient_descent.ts";
import { enhanced, plain } from "./testdata/contracts.ts";
import { model } from "./testdata/trained.ts";

const later = enhanced(2);
const method: Method = {
  ...{ name: "plain, then enhanced", place: "by epoch" },
  at: (epoch) => epoch < 2 ? plain : later,
};

/** What weighs the examples of the first updates; N = 70, B = 20. */
async function weightsOf(
  updates: number,
  options: Partial<MethodStepsOptions> = {},
): Promise<string[]> {
  const stepAt = methodSteps(await openEngine("wasm"), {
    ...{ model, optimizer: gradientDescent(), method },
    ...{ examples: 70, batchSize: 20, ...options },
  });
  return Array.from(
    { length: updates },
    (_, update) => stepAt(update).parts.weights.name,
  );
}

const [first, second] = [plain.name, later.name];

test("an epoch whose last minibatch is shorter has four updates", async () => {
  assertEquals(await weightsOf(9), [
    ...Array<string>(8).fill(first),
    second,
  ]);
});

test("one whose remainder goes on has three and a half", async () => {
  const options = { remainder: "next epoch" } as const;
  assertEquals(await weightsOf(8, options), [
    ...Array<string>(7).fill(first),
    second,
  ]);
  // Two epochs end within the fifth update.
  assertEquals(await weightsOf(6, { ...options, batchSize: 30 }), [
    ...Array<string>(5).fill(first),
    second,
  ]);
});

test("with fresh subsets epochs have the updates that these say", async () => {
  const drawing = {
    name: "fresh subsets",
    ...{ steps: 6, stepsPerEpoch: 2 },
  } as const;
  assertEquals(await weightsOf(5, { drawing }), [
    ...Array<string>(4).fill(first),
    second,
  ]);
});

test("a method keeps its step from epoch to epoch", async () => {
  const stepAt = methodSteps(await openEngine("wasm"), {
    ...{ model, optimizer: gradientDescent(), method },
    ...{ examples: 70, batchSize: 20 },
  });
  const step = stepAt(0);
  assertEquals(stepAt(7) === step, true);
  assertNotEquals(stepAt(8), step);
});
