import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertNotEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { synthetic } from "../../datasets/synthetic.ts";
import { openEngine } from "../../engines/mod.ts";
import { isotropicNoise } from "../../methods/isotropic_noise.ts";
import { mlp } from "../../models/mlp.ts";
import { constant } from "../../training/schedules/constant.ts";
import { minibatchesOfEpoch } from "../../training/minibatches.ts";
import { momentum } from "../../training/optimizers/momentum.ts";
import { train } from "../../training/train.ts";
import { trainOneStep } from "../../training/train_one_step.ts";
import { rootKey, split } from "../../core/key.ts";
import { nextLink } from "../../training/hash_chain.ts";
import { tensorsOf } from "../../training/probes/vectors.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { trajectory } from "./trajectory.ts";

const imageShape = [2, 2, 1] as const;
const dataset = synthetic({ imageShape, trainCount: 8, testCount: 1 });
const model = mlp({ inputShape: imageShape, hidden: [3], classes: 10 });
const method = isotropicNoise({ deviation: 0.1 });
const optimizer = momentum();
const seed = 3;

test("trajectory visits the parameters of training, to the bit", async () => {
  const engine = await openEngine("wasm");
  const before = tf.memory().numTensors;
  const minibatches = minibatchesOfEpoch(split(rootKey(seed), "shuffle"), {
    ...{ epoch: 0, examples: 8, batchSize: 4 },
    method: { minibatches: 1, sampling: "independent" },
  });
  const visited = await trajectory(engine, {
    ...{ model, method, optimizer, dataset, seed, trainOneStep },
    steps: [...minibatches].map((indices) => ({ indices, learningRate: 0.5 })),
  });
  assertEquals(tf.memory().numTensors, before);
  assertEquals(visited.length, 3);
  assertNotEquals(visited[1], visited[2]);
  const { links } = await train(engine, {
    ...{ model, method, optimizer, dataset, seed, schedule: constant(0.5) },
    ...{ batchSize: 4, maxEpochs: 1, stopBelow: 0 },
  });
  const like = model.init(rootKey(0));
  const last = tensorsOf(visited[2]!, like);
  const { tensors } = await nextLink(last, { step: 2, previous: undefined });
  assertEquals(tensors, links.at(-1)!.tensors);
  for (const old of [like, last]) disposeTensors(old);
});
