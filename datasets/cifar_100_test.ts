import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { cifar100, cifar100Coarse } from "./cifar_100.ts";
import { dataDirectory } from "./data_dir.ts";
import { missingFiles } from "./mod.ts";
import { checksumOf } from "./source.ts";

const dataDir = dataDirectory();
// The data are 170 MB and fetched only when asked for by name.
const here = (await missingFiles("cifar-100", { dataDir })).length === 0;

test("cifar100 lists 60,000 records of two labels and 32×32×3 pixels", () => {
  const bytes = cifar100.files.reduce((sum, file) => sum + file.bytes, 0);
  assertEquals(bytes, 60_000 * (2 + 32 * 32 * 3));
  assertEquals(cifar100.addresses.map((address) => address.at(-1)), ["/", "/"]);
});

test("the coarse labels are of the same files", () => {
  assertEquals([cifar100.classes, cifar100Coarse.classes], [100, 20]);
  assertEquals(checksumOf(cifar100Coarse), checksumOf(cifar100));
});

for (const [source, first] of [[cifar100, 19], [cifar100Coarse, 11]] as const) {
  const name = `cifar100 has ${source.classes} classes of the same size`;
  Deno.test(name, { ignore: !here }, async () => {
    const { train, test, classes } = await source.load(dataDir);
    assertEquals([train.count, test.count], [50_000, 10_000]);
    for (const { labels, count } of [train, test]) {
      const perClass = Array<number>(classes).fill(0);
      for (const label of labels) perClass[label]!++;
      assertEquals(perClass, Array<number>(classes).fill(count / classes));
    }
    // Cattle, of the large omnivores and herbivores.
    assertEquals(train.labels[0], first);
  });
}
