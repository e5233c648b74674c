import * as tf from "@tensorflow/tfjs-core";
import { assert, assertAlmostEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../../core/key.ts";
import { normal } from "../../core/random.ts";
import { mapTensors, type NamedTensors } from "../../core/tensors.ts";
import { openEngine } from "../../engines/mod.ts";
import { modelOf, type NetworkSettings } from "../../models/model_of.ts";
import { foldedNorms } from "../../training/probes/folded_norms.ts";

const NETWORKS: readonly NetworkSettings[] = [
  { network: "mlp", hidden: [5, 4], kernel: "He normal", ghostBatchSize: 2 },
  { network: "vgg-16", widths: [2, 3, 2, 3, 2], ghostBatchSize: 2 },
  { network: "resnet", depth: 8, widths: [2, 3, 4], ghostBatchSize: 2 },
];

/** Numbers around those that are there; positive where those have to be. */
function shaken(tensors: NamedTensors, name: string): NamedTensors {
  const key = split(rootKey(1), name);
  return mapTensors(tensors, (tensor, name) => {
    const factors = normal(split(key, name), tensor.size)
      .map((z) => Math.exp(0.3 * z));
    const offset = name.endsWith("/variance") ? 0 : 0.1;
    return tf.add(tf.mul(tensor, tf.tensor(factors, tensor.shape)), offset);
  });
}

for (const settings of NETWORKS) {
  test(`folding changes nothing of what ${settings.network} computes`, async () => {
    await openEngine("cpu");
    tf.tidy(() => {
      const model = modelOf(settings, {
        ...{ imageShape: [32, 32, 3], classes: 3 },
      });
      const parameters = shaken(model.init(rootKey(0)), "parameters");
      const statistics = shaken(model.initStatistics(), "statistics");
      const x = tf.tensor4d(normal(rootKey(2), 2 * 32 * 32 * 3), [
        2,
        32,
        32,
        3,
      ]);
      const { logits } = model.apply(parameters, { x, statistics });
      const folded = foldedNorms(parameters, { statistics });
      assert(
        Object.keys(folded.free).every((name) => !name.endsWith("/gamma")),
      );
      const { logits: same } = model.apply(
        { ...folded.free, ...folded.fixed },
        { x, statistics: folded.statistics },
      );
      const expected = logits.dataSync();
      const largest = Math.max(...expected.map(Math.abs));
      same.dataSync().forEach((value, i) =>
        // A dozen layers in single precision.
        assertAlmostEquals(value, expected[i]!, 1e-4 * largest)
      );
    });
  });
}
