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
import { disposeTensors } from "../../core/tensors.ts";
import { sizeOf } from "../../models/initialiser.ts";
import { randomStart } from "../start.ts";
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

/** Writes a work with a random start into a new folder in `parent`. */
export async function writtenWork(work: Work, parent: string): Promise<string> {
  const folder = join(parent, work.id);
  await Deno.mkdir(folder);
  const start = randomStart(work);
  try {
    await writeWork(folder, { work, start });
  } finally {
    disposeTensors({ ...start.parameters, ...start.batch });
  }
  return folder;
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
    const bytes = ReadableStream.from(bytesOf(tensors));
    await Deno.writeFile(join(folder, name), bytes);
  }
  await Deno.writeTextFile(
    join(folder, "work.json"),
    JSON.stringify(description),
  );
}

/** The bytes of tensors, one after the other. */
async function* bytesOf(
  tensors: readonly tf.Tensor[],
): AsyncGenerator<Uint8Array> {
  for (const tensor of tensors) {
    const { buffer, byteOffset, byteLength } = await tensor.data();
    yield new Uint8Array(buffer, byteOffset, byteLength);
  }
}

/** Reads what {@linkcode writeWork} wrote; the caller owns the tensors. */
export async function readWork(
  folder: string,
): Promise<{ work: Work; start: Start }> {
  const { parameters, x, ...work } = JSON.parse(
    await Deno.readTextFile(join(folder, "work.json")),
  ) as Description;
  const read = async (name: string) =>
    (await Deno.readFile(join(folder, name))).buffer;
  const values = await read("parameters.f32");
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
        x: tf.tensor(new Float32Array(await read("x.f32")), [...x]),
        labels: tf.tensor1d(
          new Int32Array(await read("labels.i32")),
          "int32",
        ),
        weights: tf.tensor1d(new Float32Array(await read("weights.f32"))),
      },
    },
  };
}
