import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import type { NamedTensors } from "../core/tensors.ts";
import { openEngine } from "../engines/mod.ts";
import { inputsOf } from "./testdata/narrow_networks.ts";
import { skipinitWideResnet, wideResnet } from "./wide_resnet.ts";

const ghostBatchSize = 64;
const narrow = { depth: 10, widenFactor: 1, width: 2 };

// Counts printed in the protocol of Smith, Elsen and De's claims. Without
// normalisation γ and β of all normalised channels (1808 in 16-4) go, biases of
// all convolutions (2256) and a factor for each branch (6) come.
const COUNTS = [
  {
    model: wideResnet({ depth: 16, widenFactor: 4, ghostBatchSize }),
    parameters: 2_748_890,
    multiplyAdds: 392_612_352,
  },
  {
    model: skipinitWideResnet({ depth: 16, widenFactor: 4 }),
    parameters: 2_748_890 - 2 * 1808 + 2256 + 6,
    multiplyAdds: 392_612_352,
  },
  {
    model: wideResnet({
      ...{ depth: 28, widenFactor: 10, classes: 100, ghostBatchSize },
    }),
    parameters: 36_536_884,
    multiplyAdds: 5_243_386_368,
  },
  {
    model: skipinitWideResnet({ depth: 28, widenFactor: 10, classes: 100 }),
    parameters: 36_536_884 - 2 * 8976 + 10_096 + 12,
    multiplyAdds: 5_243_386_368,
  },
  {
    model: wideResnet({ depth: 10, widenFactor: 1, ghostBatchSize }),
    parameters: 77_850,
    multiplyAdds: 12_501_632,
  },
];

for (const { model, parameters, multiplyAdds } of COUNTS) {
  test(`${model.name} has ${parameters} parameters`, () => {
    assertEquals(model.parameterCount, parameters);
    assertEquals(model.multiplyAdds, multiplyAdds);
  });
}

test("a depth that is not 6n + 4 is refused", () => {
  for (const depth of [4, 12, 17, 16.5, -2, NaN]) {
    for (const make of [wideResnet, skipinitWideResnet]) {
      assertThrows(
        () => make({ ...narrow, depth, ghostBatchSize }),
        RangeError,
        `depth must be 6n + 4, current value ${depth}`,
      );
    }
  }
});

test("SkipInit starts with blocks that are their short cuts", async () => {
  await openEngine("cpu");
  const model = skipinitWideResnet(narrow);
  tf.tidy(() => {
    const x = inputsOf(model, 3);
    const start = model.init(rootKey(0));
    const logitsOf = (changed: NamedTensors) =>
      model.apply({ ...start, ...changed }, { x }).logits.dataSync();
    const branch = "group_2/block_1/conv_2/kernel";
    const shortcut = "group_2/block_1/shortcut/kernel";
    const zero = (name: string) => ({ [name]: tf.zerosLike(start[name]!) });
    assertEquals(logitsOf(zero(branch)), logitsOf({}));
    assertNotEquals(logitsOf(zero(shortcut)), logitsOf({}));
  });
});

test("regularised, it drops out what the draws say, and only with draws", async () => {
  const { random } = await openEngine("cpu");
  const model = skipinitWideResnet({ ...narrow, dropRate: 0.5 });
  assertEquals(model.dropRate, 0.5);
  tf.tidy(() => {
    const x = inputsOf(model, 3);
    const parameters = model.init(rootKey(0));
    const logitsWith = (seed: number) => {
      const dropout = { random, key: random.key(rootKey(seed)) };
      return model.apply(parameters, { x, dropout }).logits.dataSync();
    };
    const plain = model.apply(parameters, { x }).logits.dataSync();
    assertEquals(logitsWith(1), logitsWith(1));
    assertNotEquals(logitsWith(1), logitsWith(2));
    assertNotEquals(logitsWith(1), plain);
    const undropped = skipinitWideResnet(narrow);
    assertEquals(undropped.apply(parameters, { x }).logits.dataSync(), plain);
  });
});
