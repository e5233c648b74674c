import { join } from "node:path";
import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { digestOf } from "../../core/checksum.ts";
import { UsageError } from "../../core/usage_error.ts";
import { listImageFolder } from "./listing.ts";
import { withFiles } from "./testing_files.ts";

const NEEDED = "Needed: train/CLASS/*.JPEG, and val/CLASS/*.JPEG or " +
  "val/*.JPEG with LOC_val_solution.csv beside val";

const TRAIN = {
  "train/n02/n02_10.JPEG": "",
  "train/n02/n02_9.JPEG": "",
  "train/n01/n01_1.jpg": "",
  "train/n01/notes.txt": "",
};
const BY_CLASS = {
  ...TRAIN,
  "val/n01/a.JPEG": "",
  "val/n02/b.png": "",
};
const BY_MAPPING = {
  ...TRAIN,
  "val/v_1.JPEG": "",
  "val/v_2.JPEG": "",
  "LOC_val_solution.csv": "ImageId,PredictionString\n" +
    "v_2,n01 5 6 7 8 n01 1 2 3 4 \nv_1,n02 1 2 3 4 \nv_3,n01 1 2 3 4 \n",
};

test("listImageFolder lists classes and images by their names", () =>
  withFiles(BY_CLASS, async (folder) => {
    const { classNames, train, test, checksum } = await listImageFolder(folder);
    assertEquals(classNames, ["n01", "n02"]);
    assertEquals(train, {
      folder,
      paths: [
        "train/n01/n01_1.jpg",
        "train/n02/n02_10.JPEG",
        "train/n02/n02_9.JPEG",
      ],
      labels: Uint16Array.of(0, 1, 1),
      count: 3,
    });
    assertEquals(test, {
      folder,
      paths: ["val/n01/a.JPEG", "val/n02/b.png"],
      labels: Uint16Array.of(0, 1),
      count: 2,
    });
    const lines = "train/n01/n01_1.jpg 0\ntrain/n02/n02_10.JPEG 1\n" +
      "train/n02/n02_9.JPEG 1\nval/n01/a.JPEG 0\nval/n02/b.png 1\n";
    assertEquals(checksum, digestOf(lines).sha256);
  }));

test("listImageFolder takes the classes of val from Kaggle's file", () =>
  withFiles(BY_MAPPING, async (folder) => {
    const { test } = await listImageFolder(folder);
    assertEquals(test, {
      folder,
      paths: ["val/v_1.JPEG", "val/v_2.JPEG"],
      labels: Uint16Array.of(1, 0),
      count: 2,
    });
  }));

test("the checksum tells selections apart and folders not", async () => {
  const checksums: string[] = [];
  for (const more of [{}, {}, { "train/n01/n01_2.JPEG": "" }]) {
    await withFiles({ ...BY_CLASS, ...more }, async (folder) => {
      checksums.push((await listImageFolder(folder)).checksum);
    });
  }
  assertEquals(checksums[0], checksums[1]);
  assertNotEquals(checksums[0], checksums[2]);
});

test("listImageFolder follows links to classes", () =>
  withFiles(BY_CLASS, async (whole) => {
    await withFiles({}, async (folder) => {
      for (const part of ["train", "val"]) {
        await Deno.mkdir(join(folder, part));
        await Deno.symlink(join(whole, part, "n02"), join(folder, part, "n02"));
      }
      const { classNames, train } = await listImageFolder(folder);
      assertEquals([classNames, train.count], [["n02"], 2]);
    });
  }));

test("listImageFolder says which link leads nowhere", () =>
  withFiles(BY_CLASS, async (folder) => {
    await Deno.symlink(join(folder, "absent"), join(folder, "train", "n03"));
    const { message } = await assertRejects(
      () => listImageFolder(folder),
      UsageError,
    );
    assertEquals(
      message,
      `Cannot use the images in ${folder}: the link train/n03 leads nowhere. ` +
        "Mend or remove it",
    );
  }));

const without = (files: object, name: string) =>
  Object.fromEntries(
    Object.entries(files).filter(([path]) => !path.startsWith(name)),
  );

const REFUSED: readonly [string, Record<string, string>, string][] = [
  ["nothing", {}, "there is no folder train"],
  ["no val", TRAIN, "there is no folder val"],
  [
    "no class",
    { "train/a.JPEG": "", "val/a.JPEG": "" },
    "there is no class in train",
  ],
  [
    "a class without an image",
    { ...BY_CLASS, "train/n03/notes.txt": "" },
    "there is no image in train/n03",
  ],
  [
    "a class without a folder in val",
    without(BY_CLASS, "val/n02"),
    "there is no folder val/n02",
  ],
  [
    "a class in val that train has not",
    { ...BY_CLASS, "val/n03/c.JPEG": "" },
    "train has no class n03, val has",
  ],
  [
    "no image in val",
    { ...TRAIN, "val/notes.txt": "" },
    "there is no image in val",
  ],
  [
    "an image in val of no class",
    { ...BY_MAPPING, "val/v_4.JPEG": "" },
    "LOC_val_solution.csv says no class of val/v_4.JPEG",
  ],
];

for (const [what, files, found] of REFUSED) {
  test(`listImageFolder refuses ${what}`, () =>
    withFiles(files, async (folder) => {
      const { message } = await assertRejects(
        () => listImageFolder(folder),
        UsageError,
      );
      assertEquals(
        message,
        `Cannot use the images in ${folder}: ${found}. ${NEEDED}`,
      );
    }));
}

test("listImageFolder says where the file of the classes must be", () =>
  withFiles(without(BY_MAPPING, "LOC"), async (folder) => {
    await assertRejects(
      () => listImageFolder(folder),
      UsageError,
      "Cannot tell the classes of the images in val: there is no " +
        `${join(folder, "LOC_val_solution.csv")}, which comes with ImageNet`,
    );
  }));
