import { join } from "node:path";
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { pause } from "../../core/pause.ts";
import { UsageError } from "../../core/usage_error.ts";
import { centreCrop, randomResizedCrop } from "./crops.ts";
import { decodeImage } from "./decode.ts";
import {
  type DecodePool,
  decodePool,
  type StoredImage,
} from "./decode_pool.ts";
import { resample } from "./resample.ts";
import { FILES, SIZE } from "./testing_images.ts";
import { withFiles } from "./testing_files.ts";

const side = 8;

/** Calls `body` with a pool, and the paths of the recorded files. */
async function withPool(
  { threads }: { threads: number },
  body: (pool: DecodePool, pathOf: (name: string) => string) => Promise<void>,
): Promise<void> {
  const files = FILES.map(({ name, content }) => [name, content] as const);
  await withFiles(
    { ...Object.fromEntries(files), text: "no image" },
    async (folder) => {
      const pool = decodePool({ threads });
      try {
        await body(pool, (name) => join(folder, name));
      } finally {
        await pool.close();
      }
    },
  );
}

for (const threads of [1, 2, 3, 7]) {
  test(`${threads} threads do what one function after the other does`, () =>
    withPool({ threads }, async (pool, pathOf) => {
      for (const crop of ["centre", rootKey(0)] as const) {
        const expected: number[] = [];
        for (const [example, { name, content }] of FILES.entries()) {
          const image = await decodeImage(content, { name });
          const box = crop === "centre"
            ? centreCrop(SIZE)
            : randomResizedCrop(crop, { ...SIZE, example });
          expected.push(...resample(image, { box, side }));
        }
        const images = FILES.map(({ name }, example) => ({
          path: pathOf(name),
          example,
        }));
        const pixels = await pool.decode(images, { side, crop });
        assertEquals(pixels, Uint8Array.from(expected));
      }
    }));
}

test("the pool answers calls that are under way at the same time", () =>
  withPool({ threads: 2 }, async (pool, pathOf) => {
    const treatment = { side, crop: "centre" } as const;
    const decode = (name: string) =>
      pool.decode([{ path: pathOf(name), example: 0 }], treatment);
    const together = await Promise.all(FILES.map(({ name }) => decode(name)));
    for (const [i, { name }] of FILES.entries()) {
      assertEquals(together[i], await decode(name));
    }
  }));

test("the pool says which image it cannot read, and goes on", () =>
  withPool({ threads: 2 }, async (pool, pathOf) => {
    const treatment = { side, crop: "centre" } as const;
    const good = { path: pathOf("colours"), example: 0 };
    for (
      const [name, reason] of [
        ["text", `Cannot decode ${pathOf("text")}: expected a whole JPEG`],
        ["absent", `readfile '${pathOf("absent")}'`],
      ] as const
    ) {
      const bad = { path: pathOf(name), example: 1 };
      await assertRejects(
        () => pool.decode([good, bad, good], treatment),
        UsageError,
        reason,
      );
    }
    const pixels = await pool.decode([good], treatment);
    assertEquals(pixels.length, side * side * 3);
  }));

test("a pool of which a thread died says so from then on", () =>
  withPool({ threads: 2 }, async (pool) => {
    const decode = (images: readonly StoredImage[]) =>
      pool.decode(images, { side, crop: "centre" });
    const fatal = null as unknown as StoredImage;
    const message = "a thread that decodes images died: ";
    // Both threads are up.
    await decode([]);
    const first = assertRejects(() => decode([fatal]), Error, message);
    // Of each call the other thread has an empty share, which it answers.
    const others = Array.from({ length: 50 }, () => decode([]));
    await Promise.all([first, Promise.allSettled(others)]);
    await assertRejects(() => decode([]), Error, message);
    // For answers that come after the refusals.
    await pause(500);
  }));

for (const threads of [0, 1.5, NaN]) {
  test(`decodePool refuses ${threads} threads`, () => {
    assertThrows(
      () => decodePool({ threads }),
      RangeError,
      `threads must be a positive integer, current value ${threads}`,
    );
  });
}
