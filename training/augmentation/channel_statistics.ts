import type { Examples } from "../../core/dataset.ts";

/** Of pixels divided by 255, one number a channel. */
export interface ChannelStatistics {
  /** Means. */
  readonly mean: readonly number[];
  /** Standard deviations about them, with divisor n. */
  readonly deviation: readonly number[];
}

/**
 * The mean and the standard deviation of each channel over all pixels of the
 * first `count` examples, as the papers' per-channel standardisation takes
 * them from the training set. Sums are exact.
 */
export function channelStatistics(
  { images, count }: Pick<Examples, "images" | "count">,
  imageShape: readonly [number, number, number],
): ChannelStatistics {
  const [height, width, channels] = imageShape;
  const pixels = count * height * width;
  const all = images.subarray(0, pixels * channels);
  const perChannel = Array.from({ length: channels }, (_, channel) => {
    const occurrences = new Float64Array(256);
    for (let at = channel; at < all.length; at += channels) {
      occurrences[all[at]!]!++;
    }
    let sum = 0;
    let squares = 0;
    occurrences.forEach((number, pixel) => {
      sum += number * pixel;
      squares += number * pixel ** 2;
    });
    const mean = sum / pixels;
    return { mean, deviation: Math.sqrt(squares / pixels - mean ** 2) };
  });
  return {
    mean: perChannel.map(({ mean }) => mean / 255),
    deviation: perChannel.map(({ deviation }) => deviation / 255),
  };
}
