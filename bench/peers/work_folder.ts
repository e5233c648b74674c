/**
 * A work as files that every contender reads, in whatever language: the same
 * parameters and the same batch to start from.
 *
 * `work.json` describes it; the numbers lie beside it, little-endian and
 * row-major, in the layouts of our models: `parameters.f32` one after the
 * other, `x.f32` `[batch, ...inputShape]`, `labels.i32` `[batch]` and
 * `weights.f32` `[batch]`.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { join } from "node:path";
import { sizeOf } from "../../models/initialiser.ts";
import type { Start } from "../trainer.ts";
import type { Work } from "../works.ts";

/** What `work.json` holds. */
interface Description extends Work {
  /** Names and shapes of the parameters, in the order of their numbers. */
  readonly parameters: readonly {
    readonly name: string;
    readonly shape: readonly number[];
  }[];
  /** Shape of the inputs. */
  readonly x: readonly number[];
}

/** Writes a work into a folder. */
export async function writeWork(
  folder: string,
  { work, start: { parameters, batch } }: { work: Work; start: Start },
): Promise<void> {
  const description: Description = {
    ...work,
    parameters: Object.entries(parameters).map(([name, { shape }]) => ({
      ...{ name, shape },
    })),
    x: batch.x.shape,
  };
  const files = {
    "parameters.f32": Object.values(parameters),
    "x.f32": [batch.x],
    "labels.i32": [batch.labels],
    "weights.f32": [batch.weights],
  };
  for (const [name, tensors] of Object.entries(files)) {
    using file = await Deno.create(join(folder, name));
    for (const tensor of tensors) {
      const { buffer, byteOffset, byteLength } = await tensor.data();
      const bytes = new Uint8Array(buffer, byteOffset, byteLength);
      for (let written = 0; written < byteLength;) {
        written += await file.write(bytes.subarray(written));
      }
    }
  }
  await Deno.writeTextFile(
    join(folder, "work.json"),
    JSON.stringify(description),
  );
}

/** Reads what {@linkcode writeWork} wrote; the caller owns the tensors. */
export async function readWork(
  folder: string,
): Promise<{ work: Work; start: Start }> {
  const { parameters, x, ...work } = JSON.parse(
    await Deno.readTextFile(join(folder, "work.json")),
  ) as Description;
  const bytesOf = async (name: string) =>
    (await Deno.readFile(join(folder, name))).buffer;
  const values = await bytesOf("parameters.f32");
  let offset = 0;
  return {
    work,
    start: {
      parameters: Object.fromEntries(parameters.map(({ name, shape }) => {
        const size = sizeOf(shape);
        const numbers = new Float32Array(values, offset, size);
        offset += numbers.byteLength;
        return [name, tf.tensor(numbers, [...shape])];
      })),
      batch: {
        x: tf.tensor(new Float32Array(await bytesOf("x.f32")), [...x]),
        labels: tf.tensor1d(
          new Int32Array(await bytesOf("labels.i32")),
          "int32",
        ),
        weights: tf.tensor1d(new Float32Array(await bytesOf("weights.f32"))),
      },
    },
  };
}
