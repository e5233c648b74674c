import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import { openEngine } from "../engines/mod.ts";
import { heNormal } from "./he_normal.ts";
import { dense } from "./layers/dense.ts";
import { dropout } from "./layers/dropout.ts";
import { flatten } from "./layers/flatten.ts";
import { ghostBatchNorm } from "./layers/ghost_batch_norm.ts";
import { relu } from "./layers/relu.ts";
import { residual } from "./layers/residual.ts";
import { sequence } from "./layers/sequence.ts";
import { network } from "./network.ts";

test("as many outputs as classes, or it is refused", () => {
  const options = { name: "flat", inputShape: [2, 3], layer: flatten() };
  assertThrows(
    () => network({ ...options, classes: 5 }),
    RangeError,
    "Cannot make flat: it must have 5 outputs, current shape [6]",
  );
});

test("whatever the layer makes on the way is freed", async () => {
  const layers = {
    dense: dense("dense", { outputs: 3, kernel: heNormal }),
    residual: residual({ branch: relu() }),
    norm: ghostBatchNorm("norm", { ghostBatchSize: 2 }),
  };
  await openEngine("cpu");
  for (const [name, layer] of Object.entries(layers)) {
    const model = network({ name, inputShape: [3], classes: 3, layer });
    const parameters = model.init(rootKey(1));
    const x = tf.zeros([4, 3]);
    const before = tf.memory().numTensors;
    const { logits, statistics } = model.apply(parameters, { x });
    tf.dispose([logits, { ...statistics }]);
    assertEquals(tf.memory().numTensors, before, name);
    tf.dispose([x, { ...parameters }]);
  }
});

test("a model says in numbers and in its name what it does in training", () => {
  const layer = dense("dense", { outputs: 2, kernel: heNormal });
  const options = { name: "dense", inputShape: [3], classes: 2 };
  const plain = network({ ...options, layer });
  assertEquals(plain.name, "dense");
  assertEquals([plain.ghostBatchSize, plain.dropRate], [undefined, undefined]);
  const norm = ghostBatchNorm("norm", { ghostBatchSize: 4 });
  const model = network({
    ...options,
    layer: sequence([dropout(0.5), layer, norm]),
  });
  assertEquals(model.name, "dense, ghost batches of 4, dropout 0.5");
  assertEquals([model.ghostBatchSize, model.dropRate], [4, 0.5]);
  assertEquals(model.statisticMultiplyAdds!("squared gradients"), 3 * 2);
  const factors = (3 + 1) ** 2 + 2 ** 2;
  assertEquals(model.statisticMultiplyAdds!("Kronecker factors"), factors);
});
