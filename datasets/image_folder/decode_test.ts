import { assert, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../../core/usage_error.ts";
import { decodeImage } from "./decode.ts";
import { fileNamed, FILES, SIZE } from "./testing_images.ts";

for (const { name, content, rgb } of FILES) {
  test(`decodeImage reads the pixels that Pillow reads: ${name}`, async () => {
    const image = await decodeImage(content, { name });
    assertEquals({ width: image.width, height: image.height }, SIZE);
    assertEquals(image.data.length, SIZE.width * SIZE.height * 4);
    // Inks are converted with another rounding.
    const tolerance = name === "inks" ? 1 : 0;
    rgb.forEach((expected, i) => {
      const found = image.data[Math.floor(i / 3) * 4 + i % 3]!;
      assert(Math.abs(found - expected) <= tolerance, `${expected}, ${found}`);
    });
  });
}

test("decodeImage reads a file that is part of a larger array", async () => {
  const { content } = fileNamed("colours");
  const larger = Uint8Array.from([1, 2, 3, ...content, 4, 5]);
  const view = larger.subarray(3, 3 + content.length);
  const { data } = await decodeImage(view, { name: "a view" });
  assertEquals(data, (await decodeImage(content, { name: "itself" })).data);
});

test("decodeImage reads a file with bytes after its end", async () => {
  const { content } = fileNamed("colours");
  const longer = Uint8Array.from([...content, 0, 0, 0]);
  const { data } = await decodeImage(longer, { name: "longer" });
  assertEquals(data, (await decodeImage(content, { name: "itself" })).data);
});

const { content } = fileNamed("colours");
const REFUSED: readonly [string, Uint8Array, string][] = [
  ["nothing", new Uint8Array(), "0 bytes of another kind"],
  ["a text", new TextEncoder().encode("<html>"), "6 bytes of another kind"],
  [
    "an image that is cut short",
    content.subarray(0, -100),
    `${content.length - 100} bytes of a JPEG image without its end`,
  ],
  [
    "an image that is cut short in its header",
    content.subarray(0, 30),
    "30 bytes of a JPEG image without its end",
  ],
  [
    "a start and an end",
    Uint8Array.of(0xff, 0xd8, 0xff, 0xd9),
    "4 bytes that are damaged (jpeg)",
  ],
  [
    "a damaged PNG image",
    fileNamed("png").content.subarray(0, 60),
    "60 bytes that are damaged (png)",
  ],
];

for (const [what, file, found] of REFUSED) {
  test(`decodeImage refuses ${what}`, async () => {
    await assertRejects(
      () => decodeImage(file, { name: "x.JPEG" }),
      UsageError,
      `Cannot decode x.JPEG: expected a whole JPEG or PNG image, found ${found}`,
    );
  });
}
