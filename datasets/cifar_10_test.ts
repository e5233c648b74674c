import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { cifar10 } from "./cifar_10.ts";
import { dataDirectory } from "./data_dir.ts";
import { factsOf } from "./testing_examples_facts.ts";
import { missingFiles } from "./mod.ts";
import { checksumOf } from "./source.ts";

const dataDir = dataDirectory();
// The data are 170 MB and fetched only when asked for by name.
const here = (await missingFiles("cifar-10", { dataDir })).length === 0;

test("cifar10 lists 60,000 records of a label and 32×32×3 pixels", () => {
  const bytes = cifar10.files.reduce((sum, file) => sum + file.bytes, 0);
  assertEquals(bytes, 60_000 * (1 + 32 * 32 * 3));
  assertEquals(cifar10.addresses.map((address) => address.at(-1)), ["/", "/"]);
});

// The facts were computed from the files by NumPy.
Deno.test(
  "cifar10 holds the published examples",
  { ignore: !here },
  async () => {
    const { train, test, ...rest } = await cifar10.load(dataDir);
    assertEquals(rest, {
      name: "cifar-10",
      imageShape: [32, 32, 3],
      classes: 10,
      checksum: checksumOf(cifar10),
    });
    assertEquals(factsOf(train), {
      count: 50_000,
      images: 153_600_000,
      labels: 50_000,
      firstLabels: [6, 9, 9, 4, 1, 1, 2, 7, 8, 3],
      perClass: [5000, 5000, 5000, 5000, 5000, 5000, 5000, 5000, 5000, 5000],
      pixelSums: { first: 317_790, last: 405_136, all: 18_540_682_003 },
    });
    assertEquals([...train.images.subarray(0, 3)], [59, 62, 63]);
    assertEquals([...train.images.subarray(-3)], [163, 163, 161]);
    assertEquals(factsOf(test), {
      count: 10_000,
      images: 30_720_000,
      labels: 10_000,
      firstLabels: [3, 8, 8, 0, 6, 6, 1, 6, 3, 1],
      perClass: [1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000],
      pixelSums: { first: 332_962, last: 331_662, all: 3_733_375_634 },
    });
    assertEquals([...test.images.subarray(0, 3)], [158, 112, 49]);
    assertEquals([...test.images.subarray(-3)], [27, 26, 26]);
  },
);
