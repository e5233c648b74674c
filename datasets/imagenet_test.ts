import { join } from "node:path";
import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../core/usage_error.ts";
import { withFiles } from "./image_folder/testing_files.ts";
import { openImageNet } from "./imagenet.ts";

test("openImageNet says what is needed where there is nothing", () =>
  withFiles({}, async (dataDir) => {
    await assertRejects(
      () => openImageNet(dataDir),
      UsageError,
      `Cannot use the images in ${join(dataDir, "imagenet")}: there is no ` +
        "folder train. Needed: train/CLASS/*.JPEG, and val/CLASS/*.JPEG or " +
        "val/*.JPEG with LOC_val_solution.csv beside val",
    );
  }));

test("openImageNet refuses half of it", () =>
  withFiles({
    "imagenet/train/n01440764/n01440764_10026.JPEG": "",
    "imagenet/train/n01443537/n01443537_2.JPEG": "",
    "imagenet/val/n01440764/ILSVRC2012_val_00000293.JPEG": "",
    "imagenet/val/n01443537/ILSVRC2012_val_00000236.JPEG": "",
    "imagenet/val/n01443537/ILSVRC2012_val_00000262.JPEG": "",
  }, async (dataDir) => {
    const { message } = await assertRejects(
      () => openImageNet(dataDir),
      UsageError,
    );
    assertEquals(
      message,
      `Cannot use ${join(dataDir, "imagenet")} as ImageNet: expected 1000 ` +
        "classes, 1281167 training and 50000 validation images, found 2 " +
        "classes, 2 training and 3 validation images. Unpack what is " +
        "missing, or read a part of ImageNet with listImageFolder",
    );
  }));
