/**
 * Started by one_thread_test.ts, because the library keeps the number of
 * threads that a process first asks for: trains networks on one thread and
 * prints the hash chain of each.
 *
 * @module
 */
import { synthetic } from "../datasets/synthetic.ts";
import { openEngine } from "../engines/mod.ts";
import { noiseEnhancement } from "../methods/mod.ts";
import { c1, f1 } from "../models/mod.ts";
import { adam, constant, train } from "../training/mod.ts";

const engine = await openEngine("tensorflow", { threads: 1 });

const chains: string[] = [];
for (
  const model of [
    f1({ width: 100 }),
    c1({ widths: [8, 16, 32], ghostBatchSize: 25 }),
  ]
) {
  const [height, width, channels] = model.inputShape;
  const dataset = synthetic({
    ...{
      trainCount: 100,
      testCount: 1,
      imageShape: [height!, width!, channels!],
    },
  });
  const { links } = await train(engine, {
    ...{ model, dataset, method: noiseEnhancement({ alpha: 2 }), seed: 0 },
    ...{ optimizer: adam(), schedule: constant(0.001), batchSize: 50 },
    ...{ stopBelow: 1e-9, maxEpochs: 2 },
  });
  chains.push(...links.map(({ chain }) => chain));
}
console.log(JSON.stringify({ threads: engine.fingerprint.threads, chains }));
