import { assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { SUITES } from "../suites/mod.ts";
import { withFolder } from "./testing.ts";
import { runTask } from "./testing_process.ts";

/** The gate's word on each suite of a call, with its summary. */
async function gates(args: readonly string[]) {
  const { code, stdout, stderr } = await runTask([
    ...["repro", "--engine", "wasm", "--json"],
    ...args,
  ]);
  assertEquals(code, 0, stderr);
  const suites: { id: string; gate: { status: string; summary: string } }[] =
    JSON.parse(stdout).suites;
  return suites.map(({ id, gate }) => ({ id, ...gate }));
}

test("every suite passes the gate of the smoke tier, bit for bit", async () => {
  await withFolder(async (path) => {
    const found = await gates(["--results", path]);
    assertEquals(found.map(({ id }) => id), SUITES.map(({ id }) => id));
    for (const { id, status, summary } of found) {
      assertEquals(status, "passed", id);
      assertStringIncludes(summary, "to the bit", id);
    }
  });
});

test("one job at a time gives the bits of several", async () => {
  await withFolder(async (path) => {
    const args = ["fisher-diag-vs-lb", "--seeds", "2,", "--jobs", "1"];
    const [found] = await gates([...args, "--results", path]);
    assertEquals(found?.status, "partial");
    assertStringIncludes(found!.summary, "3 runs compared to the bit");
  });
});
