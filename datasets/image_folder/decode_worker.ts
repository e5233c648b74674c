/**
 * A thread that reads, decodes, crops and scales images, for
 * `decode_pool.ts`.
 *
 * @module
 */
import { parentPort } from "node:worker_threads";
import { UsageError } from "../../core/usage_error.ts";
import { centreCrop, randomResizedCrop } from "./crops.ts";
import type { Answer, Share, StoredImage, Treatment } from "./decode_pool.ts";
import { decodeImage } from "./decode.ts";
import { reading } from "./reading.ts";
import { resample } from "./resample.ts";

parentPort!.on("message", async (share: Share) => {
  const answer = await answerTo(share);
  const transferred = "pixels" in answer ? [answer.pixels.buffer] : [];
  parentPort!.postMessage(answer, transferred);
});

async function answerTo({ id, images, ...treatment }: Share): Promise<Answer> {
  const bytes = treatment.side ** 2 * 3;
  const pixels = new Uint8Array(images.length * bytes);
  try {
    for (const [i, image] of images.entries()) {
      pixels.set(await pixelsOf(image, treatment), i * bytes);
    }
    return { id, pixels };
  } catch (error) {
    if (error instanceof UsageError) return { id, refusal: error.message };
    throw error;
  }
}

async function pixelsOf(
  { path, example }: StoredImage,
  { side, crop }: Treatment,
): Promise<Uint8Array> {
  const file = await reading(path, () => Deno.readFile(path));
  const image = await decodeImage(file, { name: path });
  const { width, height } = image;
  const box = crop === "centre"
    ? centreCrop(image)
    : randomResizedCrop(crop, { width, height, example });
  return resample(image, { box, side });
}
