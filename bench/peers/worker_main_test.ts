import { assert, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../../engines/mod.ts";
import { randomStart } from "../start.ts";
import { WORKS } from "../works.ts";
import { type Contender, contenderOf, Incapable } from "./contender.ts";
import { startProcess } from "./contenders.ts";
import { writeWork } from "./work_folder.ts";

/** Calls `body` with a contender of ours and the folder of a work. */
async function withContender(
  body: (contender: Contender, folder: string) => Promise<void>,
): Promise<void> {
  await openEngine("cpu");
  const work = { ...WORKS[0]!, batchSize: 5 };
  const folder = await Deno.makeTempDir();
  const ending = new AbortController();
  const process = startProcess("wasm", {
    ...{ threads: 1, python: "python3", signal: ending.signal },
  });
  try {
    await writeWork(folder, { work, start: randomStart(work) });
    await body(await contenderOf(process, { id: "wasm" }), folder);
  } finally {
    ending.abort();
    await process.status;
    await Deno.remove(folder, { recursive: true });
  }
}

test("each run starts anew, and times every step", async () => {
  await withContender(async (contender, folder) => {
    assertEquals(contender.title, "wasm");
    await contender.prepare(folder);
    const first = await contender.run(3);
    assertEquals(first.losses.length, 3);
    assert(first.losses[2]! < first.losses[0]!);
    assert(first.milliseconds.every((time) => time > 0));
    assertEquals(first.milliseconds.length, 3);
    assertEquals((await contender.run(2)).losses, first.losses.slice(0, 2));
    await contender.prepare(folder);
    assertEquals((await contender.run(3)).losses, first.losses);
  });
});

test("a folder without a work does not end it", async () => {
  await withContender(async (contender, folder) => {
    await assertRejects(() => contender.prepare("no/such/folder"), Incapable);
    await contender.prepare(folder);
  });
});
