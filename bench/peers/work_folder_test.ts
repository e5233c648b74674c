import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { disposeTensors } from "../../core/tensors.ts";
import { openEngine } from "../../engines/mod.ts";
import { randomStart } from "../start.ts";
import type { Start } from "../trainer.ts";
import { type Work, WORKS } from "../works.ts";
import { readWork, writeWork, writtenWork } from "./work_folder.ts";

const work = { ...WORKS[0]!, batchSize: 3 };

/** Calls `body` with a folder that a work was written into, and what was. */
async function withWork(
  work: Work,
  body: (folder: string, start: Start) => Promise<void>,
): Promise<void> {
  await openEngine("cpu");
  const folder = await Deno.makeTempDir();
  const start = randomStart(work);
  try {
    await writeWork(folder, { work, start });
    await body(folder, start);
  } finally {
    dispose(start);
    await Deno.remove(folder, { recursive: true });
  }
}

test("what is written is read", async () => {
  await withWork(work, async (folder, start) => {
    const read = await readWork(folder);
    assertEquals(read.work, work);
    assertEquals(contentOf(read.start), contentOf(start));
    dispose(read.start);
  });
});

test("the files are as they are described to other languages", async () => {
  await withWork(work, async (folder, { parameters, batch }) => {
    const description = JSON.parse(
      await Deno.readTextFile(join(folder, "work.json")),
    );
    assertEquals(description.x, [3, 28, 28, 1]);
    assertEquals(description.parameters[1], {
      ...{ name: "dense_1/bias", shape: [500] },
    });
    const file = async (name: string) =>
      new DataView((await Deno.readFile(join(folder, name))).buffer);
    const second = parameters["dense_2/kernel"]!.dataSync()[0]!;
    const offset = 4 * (784 * 500 + 500);
    assertEquals(
      (await file("parameters.f32")).getFloat32(offset, true),
      second,
    );
    const [label] = batch.labels.dataSync();
    assertEquals((await file("labels.i32")).getInt32(0, true), label);
    assertEquals((await file("x.f32")).byteLength, 4 * 3 * 28 * 28);
    assertEquals(
      (await file("weights.f32")).getFloat32(8, true),
      Math.fround(1 / 3),
    );
  });
});

test("a work is written with a random start, which is freed", async () => {
  await withWork(work, async (parent, start) => {
    const before = tf.memory().numTensors;
    const folder = await writtenWork(work, parent);
    assertEquals(tf.memory().numTensors, before);
    assertEquals(folder, join(parent, "f1-100"));
    const read = await readWork(folder);
    assertEquals(contentOf(read.start), contentOf(start));
    dispose(read.start);
  });
});

function contentOf({ parameters, batch }: Start) {
  return Object.entries({ ...parameters, ...batch }).map(([name, tensor]) => ({
    ...{ name, shape: tensor.shape, dtype: tensor.dtype },
    numbers: tensor.dataSync(),
  }));
}

function dispose({ parameters, batch }: Start): void {
  disposeTensors({ ...parameters, ...batch });
}
