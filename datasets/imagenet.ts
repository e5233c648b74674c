import { join } from "node:path";
import { UsageError } from "../core/usage_error.ts";
import { type ImageFolder, listImageFolder } from "./image_folder/listing.ts";

const CLASSES = 1000;
const TRAIN = 1_281_167;
const VALIDATION = 50_000;

/**
 * Mean and standard deviation of ImageNet's channels, of pixels divided by
 * 255, as fb.resnet.torch and torchvision have them: what Goyal et al. (2017)
 * normalise with.
 */
export const IMAGENET_STATISTICS = {
  mean: [0.485, 0.456, 0.406],
  deviation: [0.229, 0.224, 0.225],
} as const;

/**
 * ImageNet (ILSVRC 2012), which its users fetch themselves, since access is
 * granted to persons: the folder `imagenet` of the data directory, as
 * `datasets/README.md` describes it. It is listed here (which takes a minute
 * on a slow disk) and read by `imageBatches`.
 *
 * Source: Russakovsky et al., "ImageNet large scale visual recognition
 * challenge" (2015).
 *
 * @throws {UsageError} if the folder is missing or not whole.
 */
export async function openImageNet(dataDir: string): Promise<ImageFolder> {
  const folder = join(dataDir, "imagenet");
  const images = await listImageFolder(folder);
  const found = [
    images.classNames.length,
    images.train.count,
    images.test.count,
  ];
  const expected = [CLASSES, TRAIN, VALIDATION];
  if (expected.every((number, i) => found[i] === number)) return images;
  const inWords = ([classes, train, validation]: readonly number[]) =>
    `${classes} classes, ${train} training and ${validation} validation images`;
  throw new UsageError(
    `Cannot use ${folder} as ImageNet: expected ${inWords(expected)}, found ` +
      `${inWords(found)}. Unpack what is missing, or read a part of ImageNet ` +
      "with listImageFolder",
  );
}
