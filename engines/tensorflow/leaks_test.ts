import { assertEquals, assertLess } from "@std/assert";
import { fileURLToPath } from "node:url";
import { test } from "@std/testing/bdd";
import type { Leaks } from "./testing_leaks_process.ts";

const PROCESS = fileURLToPath(
  import.meta.resolve("./testing_leaks_process.ts"),
);

/**
 * The heaps of JavaScript and of the library end up to 64 larger; a matrix or
 * string lost in each step would be 625, the functions of recompiled steps 330.
 */
const MOST_MEGABYTES = 128;

const KINDS = ["eager", "compiled", "recompiled", "strings", "failing"];

// Started together, awaited by one test each.
const runs = KINDS.map((kind) => ({
  kind,
  output: new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-prompt", "--v8-flags=--expose-gc", "--allow-read"],
      ...["--allow-env", "--allow-sys", "--allow-ffi", "--allow-run"],
      ...[PROCESS, kind],
    ],
    stderr: "inherit",
  }).output(),
}));

for (const { kind, output } of runs) {
  test(`10,000 ${kind} steps leave no tensor and no memory behind`, async () => {
    const { code, stdout } = await output;
    assertEquals(code, 0);
    const leaks: Leaks = JSON.parse(new TextDecoder().decode(stdout));
    assertEquals([leaks.tensors, leaks.handles], [0, 0]);
    assertLess(leaks.megabytes, MOST_MEGABYTES);
  });
}
