import * as tf from "@tensorflow/tfjs-core";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import type { ExampleWeightMethod } from "../core/method.ts";
import { type Key, rootKey, split } from "../core/key.ts";
import { synthetic } from "../datasets/synthetic.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import type { PixelBatch } from "./augmentation/augmentation.ts";
import { gradientEstimate } from "./gradient_estimate.ts";
import { isLinkStep } from "./hash_chain.ts";
import { minibatchesOfEpoch } from "./minibatches.ts";
import { gradientDescent } from "./optimizers/gradient_descent.ts";
import { constant } from "./schedules/constant.ts";
import { halveAtLoss } from "./schedules/halve_at_loss.ts";
import { trainingStep } from "./step.ts";
import { enhanced, network, plain } from "./testdata/contracts.ts";
import {
  DATA,
  DEFAULTS,
  model,
  normalised,
  trainerOn,
} from "./testdata/trained.ts";
import type { Epoch } from "./training_options.ts";

const dataset = synthetic(DATA);
const trained = trainerOn(dataset);

for (const method of [plain, enhanced(1.5)]) {
  test(`${method.name} converges and counts what it did`, async () => {
    const epochs: Epoch[] = [];
    const steps: number[] = [];
    let examples = 0;
    const result = await trained({
      method,
      onEpoch: (epoch) => epochs.push(epoch),
      onStep: (step, gradientEvaluations) => {
        steps.push(step);
        examples = gradientEvaluations;
      },
    });
    assertEquals(result.status, "converged");
    assertEquals(result.divergedAt, undefined);
    assert(result.testAccuracy > 95);
    // ⌈70/20⌉ steps an epoch, each example once in every minibatch.
    assertEquals(result.steps, 4 * result.epochs);
    assertEquals(
      result.gradientEvaluations,
      70 * method.minibatches * result.epochs,
    );
    assertEquals(examples, result.gradientEvaluations);
    assertEquals(steps, Array.from({ length: result.steps }, (_, i) => i + 1));
    assert(epochs.at(-1)!.trainingAccuracy > 95);
    // It stops after the first epoch below the threshold.
    const losses = result.epochLosses;
    assertEquals(losses.findIndex((loss) => loss < 0.02), losses.length - 1);
    assertEquals(losses.length, result.epochs);
    assertEquals(result.trainingLoss, losses.at(-1));
    assertEquals(epochs.map(({ trainingLoss }) => trainingLoss), losses);
    assertEquals(
      epochs.map(({ step }) => step),
      steps.filter((s) => s % 4 === 0),
    );
    assertEquals(
      result.firstLosses,
      epochs.flatMap(({ stepLosses }) => [...stepLosses]).slice(0, 10),
    );
    assertEquals(
      result.links.map(({ step }) => step),
      [...new Set([0, ...steps.filter(isLinkStep), result.steps])],
    );
  });
}

test("a run is its parts under keys named init, shuffle and noise", async () => {
  const noiseKeys: Key[] = [];
  const method: ExampleWeightMethod = {
    ...enhanced(2),
    weights: (size, key) => {
      noiseKeys.push(key);
      return enhanced(2).weights(size, key);
    },
  };
  const { firstLosses } = await trained({ method, maxEpochs: 2 });
  const { optimizer, batchSize } = DEFAULTS;
  const root = rootKey(0);
  const engine = await openEngine("wasm");
  const step = trainingStep(engine, { model, optimizer, method });
  const losses = tf.tidy(() => {
    const losses: number[] = [];
    const learningRate = tf.scalar(0.02);
    let parameters = model.init(split(root, "init"));
    let state = optimizer.init(parameters);
    for (const epoch of [0, 1]) {
      const minibatches = minibatchesOfEpoch(split(root, "shuffle"), {
        ...{ epoch, examples: dataset.train.count, batchSize, method },
      });
      for (const indices of minibatches) {
        const { gradient, loss } = gradientEstimate(parameters, {
          ...{ step, dataset, indices },
          key: split(split(root, "noise"), losses.length),
        });
        losses.push(loss.dataSync()[0]!);
        ({ parameters, state } = step.apply(parameters, {
          ...{ state, gradient, learningRate },
        }));
      }
    }
    return losses;
  });
  assertEquals(firstLosses, losses);
  assertEquals(
    noiseKeys.slice(0, losses.length),
    noiseKeys.slice(losses.length),
  );
});

for (const engineName of ENGINE_NAMES) {
  test(`a seed decides every bit; 0 is a seed, ${engineName}`, async () => {
    const short = {
      ...{ engineName, model: normalised, method: enhanced(1.5) },
      ...{ maxEpochs: 1, microbatch: 16 },
    };
    const first = await trained(short);
    assertEquals(await trained(short), first);
    const other = await trained({ ...short, seed: 1 });
    first.links.forEach((link, i) =>
      assertNotEquals(other.links[i]!.chain, link.chain)
    );
  });
}

test("training that reaches the cap has not converged", async () => {
  const result = await trained({ maxEpochs: 2, stopBelow: 1e-9 });
  assertEquals(result.status, "not converged");
  assertEquals([result.epochs, result.steps], [2, 8]);
  assert(Number.isFinite(result.testLoss));
});

for (const engineName of ENGINE_NAMES) {
  test(`divergence is a result, not an error, ${engineName}`, async () => {
    const result = await trained({
      ...{ engineName, optimizer: gradientDescent(), schedule: constant(1e30) },
    });
    assertEquals(result.status, "diverged");
    assertEquals(result.epochs, 1);
    // The first loss is that of the initialisation, the second overflows.
    assert(Number.isFinite(result.firstLosses[0]));
    assertEquals(result.divergedAt, 2);
    assertEquals(result.testAccuracy, 100 / 3);
    assertEquals(result.trainingLoss, NaN);
    assertEquals(result.testLoss, NaN);
  });
}

test("losses that overflow after finite ones are a divergence too", async () => {
  const result = await trained({
    model: network({ hidden: [], classes: 3 }),
    ...{ optimizer: gradientDescent(), schedule: constant(1e38) },
    batchSize: 70,
  });
  assertEquals(result.status, "diverged");
  assertEquals(result.epochLosses, [Infinity]);
  assertEquals(result.divergedAt, 1);
  assertEquals(result.trainingLoss, NaN);
  assertEquals(result.testLoss, NaN);
});

test("the size of the microbatches changes rounding only", async () => {
  const options = {
    ...{ method: enhanced(2), maxEpochs: 3 },
    ...{ optimizer: gradientDescent(), schedule: constant(0.1) },
  };
  const whole = await trained(options);
  for (const microbatch of [1, 7, 40]) {
    const { epochLosses, steps } = await trained({ ...options, microbatch });
    assertEquals(steps, whole.steps);
    epochLosses.forEach((loss, epoch) =>
      // 12 updates, each with some 40 roundings of 2^-24, barely amplified.
      assertAlmostEquals(loss, whole.epochLosses[epoch]!, 12 * 40 * 2 ** -24)
    );
  }
});

test("the learning rate is halved after the epoch that reached L*", async () => {
  const epochs: Epoch[] = [];
  await trained({
    schedule: halveAtLoss(0.02, { loss: 0.1 }),
    onEpoch: (epoch) => epochs.push(epoch),
  });
  const reached = epochs.findIndex(({ trainingLoss }) => trainingLoss <= 0.1);
  assert(reached > 0 && reached < epochs.length - 1);
  assertEquals(
    epochs.map(({ learningRate }) => learningRate),
    epochs.map((_, epoch) => epoch <= reached ? 0.02 : 0.01),
  );
});

test("a batch size larger than the training set is refused", async () => {
  await assertRejects(
    () => trained({ batchSize: 71 }),
    RangeError,
    "from 1 to 70 examples, current value 71",
  );
});

test("what cannot be trained is refused", async () => {
  for (
    const [options, message] of [
      [{ model: network({ hidden: [], classes: 2 }) }, "there are 3"],
      [{ maxEpochs: NaN }, "integer from 0 on, current value NaN"],
      [{ maxEpochs: -1 }, "integer from 0 on, current value -1"],
      [{ stopBelow: NaN }, "the loss to stop below is NaN"],
      [
        { schedule: { name: "none", learningRate: () => NaN } },
        "finite and not",
      ],
    ] as const
  ) {
    await assertRejects(() => trained(options), RangeError, message);
  }
});

test("a schedule sees how much of the epochs is done", async () => {
  const seen: number[] = [];
  const schedule = {
    name: "constant",
    learningRate: ({ epoch }: { epoch: number }) => {
      seen.push(epoch);
      return 0.02;
    },
  };
  await trained({ schedule, maxEpochs: 2, stopBelow: 0 });
  // Asked again for what an epoch's record says.
  assertEquals([...new Set(seen)], [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75]);
  seen.length = 0;
  await trained({
    ...{ schedule, maxEpochs: 2, stopBelow: 0, remainder: "next epoch" },
  });
  assertEquals(
    [...new Set(seen)],
    [0, 1, 2, 3, 4, 5, 6].map((step) => step / (70 / 20)),
  );
});

test("what is left over is augmented once in the epoch that it is of", async () => {
  const seen = new Map<string, number[]>();
  const augmentation = (key: Key, { examples }: PixelBatch) => {
    const name = JSON.stringify(key);
    seen.set(name, [...seen.get(name) ?? [], ...examples]);
  };
  // 3.5 updates an epoch; each of two minibatches begins with 10 of the first.
  const method: ExampleWeightMethod = enhanced(1.5);
  await trained({
    ...{ maxEpochs: 2, stopBelow: 0, remainder: "next epoch" },
    ...{ augmentation, method, microbatch: 15 },
  });
  const all = Array.from({ length: 70 }, (_, i) => [i, i]).flat();
  assertEquals(
    [0, 1].map((epoch) =>
      seen.get(JSON.stringify(split(split(rootKey(0), "augment"), epoch)))!
        .toSorted((a, b) => a - b)
    ),
    [all, all],
  );
});

test("images are augmented by the epoch's key where they are trained on", async () => {
  const seen: { key: Key; examples: number[] }[] = [];
  const augmentation = (key: Key, { examples, pixels }: PixelBatch) => {
    seen.push({ key, examples: [...examples] });
    pixels.fill(0);
  };
  const options = { maxEpochs: 2, stopBelow: 0 };
  const result = await trained({ ...options, augmentation });
  const key = (epoch: number) => split(split(rootKey(0), "augment"), epoch);
  assertEquals(
    seen.map(({ key }) => key),
    [0, 0, 0, 0, 1, 1, 1, 1].map(key),
  );
  assertEquals(
    seen.slice(4).flatMap(({ examples }) => examples).toSorted((a, b) => a - b),
    Array.from({ length: 70 }, (_, i) => i),
  );
  // Black images teach the biases alone: as with tables of zeros.
  const tables = [new Float32Array(256)];
  const black = await trained({ ...options, tables });
  assertEquals(result.firstLosses, black.firstLosses);
  assertNotEquals(result.epochLosses, black.epochLosses);
});
