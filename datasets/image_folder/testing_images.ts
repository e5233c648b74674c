import recorded from "./testdata/images_pillow.json" with { type: "json" };
import type { Box } from "./resample.ts";

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.fromBase64(text);

/** Columns and rows of each recorded image. */
export const SIZE = { width: recorded.width, height: recorded.height };

/** Recorded files with the pixels `[height, width, 3]` that Pillow reads. */
export const FILES = recorded.files.map(({ name, content, rgb }) => ({
  name,
  content: bytesOf(content),
  rgb: bytesOf(rgb),
}));

/** The recorded file of this name. */
export function fileNamed(name: string): (typeof FILES)[number] {
  return FILES.find((file) => file.name === name)!;
}

/** Boxes of the PNG file, as Pillow scales them to squares. */
export const RESIZED: readonly {
  readonly box: Box;
  readonly side: number;
  readonly rgb: Uint8Array;
}[] = recorded.resized.map(({ box, side, rgb }) => ({
  box,
  side,
  rgb: bytesOf(rgb),
}));
