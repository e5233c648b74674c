import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../../core/usage_error.ts";
import { dataDirectory } from "../data_dir.ts";
import { fetchDatasets } from "./fetch_process.ts";

const mirror = "http://127.0.0.1:9/";

test("fetchDatasets resolves to 0 where all is there", async () => {
  const options = { dataDir: dataDirectory(), mirror, quiet: true };
  const names = ["fashion-mnist", "mnist"] as const;
  assertEquals(await fetchDatasets(names, options), 0);
  assertEquals(await fetchDatasets([], { dataDir: "/absent" }), 0);
});

test("fetchDatasets resolves to 2 where the folder cannot be used", async () => {
  const dataDir = await Deno.makeTempFile();
  try {
    const options = { dataDir, mirror, quiet: true };
    assertEquals(await fetchDatasets(["mnist"], options), 2);
  } finally {
    await Deno.remove(dataDir);
  }
});

test("fetchDatasets refuses what it cannot permit", async () => {
  await assertRejects(
    () => fetchDatasets(["mnist"], { dataDir: "/some,folder" }),
    UsageError,
    "Cannot fetch into /some,folder: Deno cannot permit a path with a comma",
  );
  await assertRejects(
    () => fetchDatasets(["mnist"], { dataDir: "/some", mirror: "lab" }),
    UsageError,
    'Cannot use the mirror "lab"',
  );
});

test("fetchDatasets listens to no signal once it is done", async () => {
  const { addSignalListener, removeSignalListener } = Deno;
  let listeners = 0;
  Deno.addSignalListener = (...args) => {
    listeners++;
    addSignalListener(...args);
  };
  Deno.removeSignalListener = (...args) => {
    listeners--;
    removeSignalListener(...args);
  };
  try {
    await fetchDatasets(["mnist"], { dataDir: dataDirectory(), quiet: true });
    assertEquals(listeners, 0);
  } finally {
    Object.assign(Deno, { addSignalListener, removeSignalListener });
  }
});
