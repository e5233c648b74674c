import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertLess } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../../core/key.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { openEngine } from "../../engines/mod.ts";
import { mlp } from "../../models/mlp.ts";
import { vectorOf } from "../../training/probes/vectors.ts";
import { gradientOracle } from "./gradient_oracle.ts";
import { gradientProbe, perExampleGradients } from "./gradient_probe.ts";
import { combination, relativeDistance } from "./vectors.ts";

const imageShape = [2, 2, 1] as const;
const dataset = synthetic({ imageShape, trainCount: 4, testCount: 1 });
const model = mlp({ inputShape: imageShape, hidden: [3], classes: 10 });

test("gradientOracle is the mean of per-example gradients", async () => {
  const engine = await openEngine("wasm");
  const before = tf.memory().numTensors;
  const start = model.init(split(rootKey(0), "init"));
  const parameters = await vectorOf(start);
  const oracle = gradientOracle(engine, { model, dataset });
  const found = await oracle.at(parameters, Uint32Array.of(1, 2));
  const probe = gradientProbe(engine, { model, dataset, seed: 0 });
  const [, b, c] = await perExampleGradients(probe, 3);
  const expected = combination([0.5, b!], [0.5, c!]);
  assertLess(relativeDistance(found, expected), 1e-6);
  for (const held of [oracle, probe]) held.dispose();
  disposeTensors(start);
  assertEquals(tf.memory().numTensors, before);
});
