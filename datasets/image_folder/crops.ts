/**
 * Which part of an image a network sees.
 *
 * @module
 */
import { integerBelow, numberBetween } from "../../core/draws.ts";
import { bitsAt, type Key, split } from "../../core/key.ts";
import type { Box } from "./resample.ts";

/** Width and height of an image. */
export interface Size {
  /** Columns. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
}

const AREA = { from: 0.08, to: 1 };
const NARROWEST = 3 / 4;
const WIDEST = 4 / 3;
const LOG_ASPECT = { from: Math.log(NARROWEST), to: Math.log(WIDEST) };
const ATTEMPTS = 10;

/**
 * The random crop of an example: area U(0.08, 1) of the image's, aspect ratio
 * exp U(log 3/4, log 4/3), any place where it fits. After ten crops that do not
 * fit: the largest one in the middle with an aspect ratio in that range.
 *
 * Source: Szegedy et al. (2015), used by Goyal et al. (2017), in the form of
 * torchvision's `RandomResizedCrop`.
 *
 * @param key The key of the epoch: the crop is a function of key, example and
 * size alone.
 */
export function randomResizedCrop(
  key: Key,
  { example, width, height }: Size & { example: number },
): Box {
  const own = split(key, example);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [w0, w1, w2, w3] = bitsAt(own, attempt);
    const area = numberBetween(w0, AREA) * width * height;
    const aspect = Math.exp(numberBetween(w1, LOG_ASPECT));
    const w = Math.round(Math.sqrt(area * aspect));
    const h = Math.round(Math.sqrt(area / aspect));
    if (w < 1 || h < 1 || w > width || h > height) continue;
    return {
      left: integerBelow(w2, width - w + 1),
      top: integerBelow(w3, height - h + 1),
      width: w,
      height: h,
    };
  }
  return middle({ width, height }, {
    width: Math.min(width, Math.round(height * WIDEST)),
    height: Math.min(height, Math.round(width / NARROWEST)),
  });
}

/**
 * The crop to evaluate on: the square in the middle, 7/8 of the shorter side
 * (224 pixels of an image whose shorter side is scaled to 256).
 */
export function centreCrop({ width, height }: Size): Box {
  const side = 7 / 8 * Math.min(width, height);
  return middle({ width, height }, { width: side, height: side });
}

function middle(outer: Size, inner: Size): Box {
  return {
    left: (outer.width - inner.width) / 2,
    top: (outer.height - inner.height) / 2,
    ...inner,
  };
}
