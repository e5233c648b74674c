import { integerBelow, numberBetween } from "../../core/draws.ts";
import { bitsAt, type Key, split } from "../../core/key.ts";
import { words } from "../../core/random.ts";
import { type Augmentation, forEachImage } from "./augmentation.ts";

/** Settings of {@linkcode randomErasing}; those of the paper by default. */
export interface RandomErasingOptions {
  /** Share of the images that are changed, p. */
  readonly probability?: number;
  /** Least share of an image that is erased, s_l. */
  readonly smallestArea?: number;
  /** Greatest share of an image that is erased, s_h. */
  readonly largestArea?: number;
  /** Least ratio of height to width, r_1; the greatest is 1/r_1. */
  readonly smallestAspect?: number;
}

/** As many as in the authors' code; then an image stays as it is. */
const ATTEMPTS = 100;

/**
 * Fills a rectangle with random bytes (RE-R), with probability p:
 * S_e = U(s_l, s_h) S, r_e = U(r_1, 1/r_1), H_e = √(S_e r_e), W_e = √(S_e/r_e),
 * sides rounded.
 *
 * Size and aspect are drawn until the rectangle is lower and narrower than the
 * image, then its place among all where it fits, as in the authors' code; their
 * Algorithm 1 draws size and place anew until both fit, which makes large
 * rectangles rarer.
 *
 * Source: Zhong, Zheng, Kang, Li, Yang, "Random erasing data augmentation"
 * (2017), Algorithm 1 and section 4.
 *
 * @throws {RangeError} unless 0 <= p <= 1, 0 <= s_l <= s_h <= 1, 0 < r_1 <= 1.
 */
export function randomErasing({
  probability = 0.5,
  smallestArea = 0.02,
  largestArea = 0.4,
  smallestAspect = 0.3,
}: RandomErasingOptions = {}): Augmentation {
  const refuse = (what: string, bound: string, value: number) =>
    new RangeError(
      `Cannot erase: ${what} must be ${bound}, current value ${value}`,
    );
  if (!(probability >= 0 && probability <= 1)) {
    throw refuse("probability", "from 0 to 1", probability);
  }
  if (!(smallestArea >= 0 && smallestArea <= largestArea)) {
    throw refuse("smallestArea", `from 0 to ${largestArea}`, smallestArea);
  }
  if (!(largestArea <= 1)) {
    throw refuse("largestArea", "at most 1", largestArea);
  }
  if (!(smallestAspect > 0 && smallestAspect <= 1)) {
    throw refuse("smallestAspect", "above 0 and at most 1", smallestAspect);
  }
  const area = { from: smallestArea, to: largestArea };
  const aspect = { from: smallestAspect, to: 1 / smallestAspect };
  return (key, batch) => {
    const { imageShape } = batch;
    forEachImage(batch, (image, example) => {
      const [word] = bitsAt(key, example);
      if (numberBetween(word, { from: 0, to: 1 }) >= probability) return;
      const own = split(key, example);
      const rectangle = rectangleIn(imageShape, { key: own, area, aspect });
      if (rectangle === undefined) return;
      fillWithNoise(image, { imageShape, rectangle, key: split(own, "noise") });
    });
  };
}

interface Range {
  readonly from: number;
  readonly to: number;
}

interface Rectangle {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

function rectangleIn(
  [height, width]: readonly [number, number, number],
  { key, area, aspect }: { key: Key; area: Range; aspect: Range },
): Rectangle | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [w0, w1, w2, w3] = bitsAt(key, attempt);
    const s = numberBetween(w0, area) * height * width;
    const r = numberBetween(w1, aspect);
    const h = Math.round(Math.sqrt(s * r));
    const w = Math.round(Math.sqrt(s / r));
    if (h >= height || w >= width) continue;
    const top = integerBelow(w2, height - h + 1);
    const left = integerBelow(w3, width - w + 1);
    return { top, left, height: h, width: w };
  }
  return undefined;
}

function fillWithNoise(
  image: Uint8Array,
  { imageShape, rectangle, key }: {
    imageShape: readonly [number, number, number];
    rectangle: Rectangle;
    key: Key;
  },
): void {
  const [, width, channels] = imageShape;
  const rowBytes = rectangle.width * channels;
  const noise = words(key, Math.ceil(rectangle.height * rowBytes / 4));
  let used = 0;
  for (let row = 0; row < rectangle.height; row++) {
    const from = ((rectangle.top + row) * width + rectangle.left) * channels;
    for (let at = from; at < from + rowBytes; at++) {
      // A word has four bytes; storing keeps the lowest.
      image[at] = noise[used >>> 2]! >>> (8 * (used & 3));
      used++;
    }
  }
}
