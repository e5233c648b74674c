import * as tf from "@tensorflow/tfjs-core";
import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../engines/mod.ts";
import { randomStart } from "./start.ts";
import { trainer } from "./trainer.ts";
import { WORKS } from "./works.ts";

for (const [index, batchSize] of [[0, 4], [3, 2]] as const) {
  const work = { ...WORKS[index]!, batchSize };

  test(`${work.title} trains, starts anew and leaves nothing`, async () => {
    const engine = await openEngine("wasm");
    const before = tf.memory().numTensors;
    const training = trainer(engine, { work, start: randomStart(work) });
    const losses = async () => [
      ...[await training.step(), await training.step()],
    ];
    const [first, second] = await losses();
    assert(Number.isFinite(first) && second! < first!);
    const held = tf.memory().numTensors;
    training.restart();
    assertEquals(await losses(), [first, second]);
    assertEquals(tf.memory().numTensors, held);
    training.dispose();
    assertEquals(tf.memory().numTensors, before);
  });
}
