import { bitsAt } from "../../core/key.ts";
import { type Augmentation, forEachImage } from "./augmentation.ts";

/** Mirrors an image left to right with probability 1/2. */
export function horizontalFlip(): Augmentation {
  return (key, batch) => {
    const [, width, channels] = batch.imageShape;
    forEachImage(batch, (image, example) => {
      const flipped = (bitsAt(key, example)[0] & 1) === 1;
      if (flipped) mirrorRows(image, { width, channels });
    });
  };
}

function mirrorRows(
  image: Uint8Array,
  { width, channels }: { width: number; channels: number },
): void {
  const rowBytes = width * channels;
  for (let row = 0; row < image.length; row += rowBytes) {
    let left = row;
    let right = row + rowBytes - channels;
    for (; left < right; left += channels, right -= channels) {
      for (let channel = 0; channel < channels; channel++) {
        const pixel = image[left + channel]!;
        image[left + channel] = image[right + channel]!;
        image[right + channel] = pixel;
      }
    }
  }
}
