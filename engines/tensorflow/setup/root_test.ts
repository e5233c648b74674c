import { join } from "node:path";
import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { constants } from "node:os";
import { withFolder } from "../../../core/testing_folder.ts";
import { Breakdown } from "../../../core/exit_code.ts";
import { NO_LOCKS } from "../../../core/system_lock.ts";
import { withoutLocks } from "../../../core/testing_without_locks.ts";
import { namesIn } from "../installation/present.ts";
import { packagesIn } from "../installation/private.ts";
import { holdRoot } from "./root.ts";

const LOCK = ".setup.lock";

function hold(root: string, { signal = new AbortController().signal } = {}) {
  let waits = 0;
  const waiting = Promise.withResolvers<void>();
  const onWait = () => {
    waits++;
    waiting.resolve();
  };
  const held = holdRoot(root, { signal, onWait });
  return { held, waiting: waiting.promise, waits: () => waits };
}

test("holdRoot leaves nothing but what was placed", () =>
  withFolder(async (folder) => {
    const root = join(folder, "new", "root");
    for (const content of ["first", "second"]) {
      await using held = await hold(root).held;
      const packages = await held.makeWorkFolder();
      await Deno.writeTextFile(join(packages, "content"), content);
      await held.makeWorkFolder();
      await held.place(packages);
      assertEquals(
        await Deno.readTextFile(join(packagesIn(root), "content")),
        content,
      );
    }
    assertEquals(namesIn(root), [LOCK, "installed"]);
    {
      await using held = await hold(root).held;
      await Deno.writeTextFile(join(await held.makeWorkFolder(), "x"), "");
    }
    assertEquals(namesIn(root), [LOCK, "installed"]);
  }));

test("holdRoot removes what a killed process left", () =>
  withFolder(async (root) => {
    await Deno.mkdir(join(root, ".work-1", "half"), { recursive: true });
    await Deno.mkdir(join(root, "installed"));
    await using _held = await hold(root).held;
    assertEquals(namesIn(root), [LOCK, "installed"]);
  }));

test("holdRoot lets one in at a time", () =>
  withFolder(async (root) => {
    const first = hold(root);
    const held = await first.held;
    const work = await held.makeWorkFolder();
    const second = hold(root);
    const stopped = new AbortController();
    const third = hold(root, { signal: stopped.signal });
    stopped.abort(new Error("stopped"));
    await assertRejects(() => third.held, Error, "stopped");
    assertEquals(namesIn(work), []);
    assertEquals(namesIn(root).length, 2);
    await second.waiting;
    await held[Symbol.asyncDispose]();
    await using _after = await second.held;
    assertEquals([first.waits(), second.waits(), third.waits()], [0, 1, 1]);
  }));

for (const code of NO_LOCKS) {
  test(`holdRoot works where ${code} says that there are no locks`, () =>
    withFolder((root) =>
      withoutLocks(code, async () => {
        await using held = await hold(root).held;
        await held.place(await held.makeWorkFolder());
        assertEquals(namesIn(root), [LOCK, "installed"]);
      })
    ));
}

test("holdRoot says that a quota is full", async () => {
  const { mkdir } = Deno;
  const reason = `Disk quota exceeded (os error ${constants.errno.EDQUOT})`;
  Deno.mkdir = () => Promise.reject(new Error(reason));
  try {
    await assertRejects(
      () => hold("/a/root").held,
      Breakdown,
      `Cannot use /a/root: ${reason}`,
    );
  } finally {
    Deno.mkdir = mkdir;
  }
});

test("holdRoot says what the file system refuses", () =>
  withFolder(async (folder) => {
    const file = join(folder, "file");
    await Deno.writeTextFile(file, "");
    await assertRejects(
      () => hold(join(file, "root")).held,
      Breakdown,
      `Cannot use ${join(file, "root")}: `,
    );
  }));
