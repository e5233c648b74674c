import { assert, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { UsageError } from "../../core/usage_error.ts";
import { runMarks } from "./run_marks.ts";
import { withFolder } from "../testing.ts";

test("a run is one process's own until it gives it back", async () => {
  await withFolder(async (runs) => {
    const [marks, others] = [runMarks(runs, { task: "7_1" }), runMarks(runs)];
    assertEquals(await marks.holder("a"), undefined);
    const claim = await marks.claim("a");
    assertEquals(await others.claim("a"), undefined);
    const { host, pid, task } = (await others.holder("a"))!;
    assertEquals([host, pid, task], [Deno.hostname(), Deno.pid, "7_1"]);
    await claim!.release();
    assertEquals(await others.holder("a"), undefined);
    await (await others.claim("a"))!.release();
  });
});

test("why a run failed is kept until it is begun again", async () => {
  await withFolder(async (runs) => {
    const marks = runMarks(runs);
    assertEquals(await marks.failure("a"), undefined);
    await marks.fail("a", "first");
    await marks.fail("a", "x".repeat(1e5));
    const { message, host, when } = (await marks.failure("a"))!;
    assertEquals([message.length, host], [10_000, Deno.hostname()]);
    assert(Number.isFinite(Date.parse(when)));
    await (await marks.claim("a"))!.release();
    assertEquals(await marks.failure("a"), undefined);
    await marks.fail("a", "again");
    await marks.forget("a");
    await marks.forget("a");
    assertEquals(await marks.failure("a"), undefined);
  });
});

test("what is in the folder is told by name", async () => {
  await withFolder(async (runs) => {
    const marks = runMarks(runs);
    await marks.fail("a", "as meant");
    await marks.claim("b");
    for (const name of ["c.json", "d.json.damaged", ".writing-1", "e"]) {
      await Deno.writeTextFile(join(runs, name), "");
    }
    assertEquals(await marks.files(), {
      finished: new Set(["c"]),
      claimed: new Set(["b"]),
      failed: new Set(["a"]),
    });
  });
});

test("a folder that is gone holds nothing", async () => {
  await withFolder(async (path) => {
    assertEquals(await runMarks(join(path, "runs")).files(), {
      finished: new Set<string>(),
      claimed: new Set<string>(),
      failed: new Set<string>(),
    });
  });
});

test("what others wrote is read with care", async () => {
  await withFolder(async (runs) => {
    for (const text of ["", "{", "null", "7", '{"message":7}']) {
      await Deno.writeTextFile(join(runs, "a.failed"), text);
      assertEquals(
        (await runMarks(runs).failure("a"))!.message,
        "for unknown reasons",
      );
    }
  });
});

test("marks that cannot be read are named", async () => {
  await withFolder(async (runs) => {
    const marks = runMarks(runs);
    for (
      const [name, read] of [
        ["a.lock", () => marks.holder("a")],
        ["a.failed", () => marks.failure("a")],
      ] as const
    ) {
      const path = join(runs, name);
      await Deno.mkdir(path);
      await assertRejects(
        () => read(),
        UsageError,
        `Cannot read ${path}: Is a directory`,
      );
    }
  });
});
