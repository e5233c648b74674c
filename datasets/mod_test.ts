import { dirname, join } from "node:path";
import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../core/usage_error.ts";
import { dataDirectory } from "./data_dir.ts";
import {
  datasetChecksum,
  loadDataset,
  missingFiles,
  SOURCE_NAMES,
  SOURCES,
  synthetic,
} from "./mod.ts";

test("every source is listed under its own name", () => {
  assertEquals(Object.keys(SOURCES), [...SOURCE_NAMES]);
  for (const name of SOURCE_NAMES) assertEquals(SOURCES[name].name, name);
});

// The others have tests of their own, for where they are.
for (const name of ["fashion-mnist", "mnist", "synthetic"] as const) {
  test(`${name} has the name and the checksum that were announced`, async () => {
    const dataset = await loadDataset(name, { dataDir: dataDirectory() });
    assertEquals(dataset.name, name);
    assertEquals(dataset.checksum, datasetChecksum(name));
  });
}

test("the synthetic data set needs no folder", async () => {
  const loaded = await loadDataset("synthetic", { dataDir: "/absent" });
  assertEquals(loaded, synthetic());
  assertEquals(await missingFiles("synthetic", { dataDir: "/absent" }), []);
});

test("missingFiles names what is not there", async () => {
  const dataDir = await Deno.makeTempDir();
  try {
    const paths = SOURCES.mnist.files.map(({ name }) =>
      join(dataDir, "mnist", name)
    );
    assertEquals(await missingFiles("mnist", { dataDir }), paths);
    await Deno.mkdir(dirname(paths[0]!));
    await Deno.writeTextFile(paths[1]!, "something");
    assertEquals(
      await missingFiles("mnist", { dataDir }),
      paths.toSpliced(1, 1),
    );
    const belowFile = { dataDir: paths[1]! };
    assertEquals((await missingFiles("mnist", belowFile)).length, 4);
    const dataDirTooLong = join(dataDir, "x".repeat(300));
    await assertRejects(
      () => missingFiles("mnist", { dataDir: dataDirTooLong }),
      UsageError,
      `Cannot use ${join(dataDirTooLong, "mnist")}: `,
    );
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});
