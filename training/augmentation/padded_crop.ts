import { integerBelow } from "../../core/draws.ts";
import { bitsAt } from "../../core/key.ts";
import { refuseUnknown } from "../../core/refuse_unknown.ts";
import { type Augmentation, forEachImage } from "./augmentation.ts";

/**
 * What lies around an image: black, as in torchvision (He et al. pad after
 * subtracting the mean), or its own mirror image.
 */
export type Padding = "zero" | "reflect";

/** Settings of {@linkcode paddedCrop}. */
export interface PaddedCropOptions {
  /** Pixels on each side. */
  readonly pad?: number;
  /** Zero as He et al. (2016), reflect as Zagoruyko and Komodakis (2016). */
  readonly padding?: Padding;
}

/** Marks a row or column that lies outside the image. */
const OUTSIDE = -1;

/**
 * Pads an image on each side and takes a crop of its own size from it: each of
 * the (2 pad + 1)² places is as likely.
 *
 * "reflect" mirrors at the outermost row and column, which are not repeated.
 *
 * @throws {RangeError} if `pad` is not a non-negative integer, or there is no
 * such padding; on use, if the image is too small to be reflected.
 */
export function paddedCrop(
  { pad = 4, padding = "zero" }: PaddedCropOptions = {},
): Augmentation {
  if (!Number.isSafeInteger(pad) || pad < 0) {
    throw new RangeError(
      `Cannot crop: pad must be a non-negative integer, current value ${pad}`,
    );
  }
  if (padding !== "zero" && padding !== "reflect") {
    return refuseUnknown("a padding", padding);
  }
  return (key, batch) => {
    const [height, width, channels] = batch.imageShape;
    if (padding === "reflect" && pad >= Math.min(height, width)) {
      throw new RangeError(
        `Cannot reflect ${pad} pixels of an image of ${height}×${width}`,
      );
    }
    const places = 2 * pad + 1;
    const sources = (size: number) =>
      Array.from(
        { length: places },
        (_, place) => sourcesOf(size, { by: place - pad, padding }),
      );
    const rowsOf = sources(height);
    const columnsOf = sources(width);
    const before = new Uint8Array(height * width * channels);
    forEachImage(batch, (image, example) => {
      const [down, right] = bitsAt(key, example);
      before.set(image);
      copyPixels(before, {
        to: image,
        rows: rowsOf[integerBelow(down, places)]!,
        columns: columnsOf[integerBelow(right, places)]!,
        channels,
      });
    });
  };
}

/** Which row (column) each one of an image moved `by` so many comes from. */
function sourcesOf(
  size: number,
  { by, padding }: { by: number; padding: Padding },
): Int32Array {
  return Int32Array.from({ length: size }, (_, i) => {
    const source = i + by;
    if (source >= 0 && source < size) return source;
    if (padding === "zero") return OUTSIDE;
    return source < 0 ? -source : 2 * (size - 1) - source;
  });
}

function copyPixels(
  from: Uint8Array,
  { to, rows, columns, channels }: {
    to: Uint8Array;
    rows: Int32Array;
    columns: Int32Array;
    channels: number;
  },
): void {
  const rowBytes = columns.length * channels;
  let at = 0;
  for (const row of rows) {
    if (row === OUTSIDE) {
      to.fill(0, at, at += rowBytes);
      continue;
    }
    for (const column of columns) {
      const source = row * rowBytes + column * channels;
      for (let channel = 0; channel < channels; channel++) {
        to[at++] = column === OUTSIDE ? 0 : from[source + channel]!;
      }
    }
  }
}
