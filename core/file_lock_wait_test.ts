import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { lockHolder, tryLock, withLock } from "./file_lock.ts";
import { withFolder } from "./testing_folder.ts";

/** Long enough to look several times whether a lock is free. */
const SOME_POLLS_MS = 350;

/** Calls `body` with a path in a new folder. */
const withPath = (body: (path: string) => Promise<void>) =>
  withFolder((folder) => body(join(folder, "a.lock")));

test("withLock waits for its turn, and gives the lock back after an error", async () => {
  await withPath(async (path) => {
    const log: string[] = [];
    const first = withLock(path, async () => {
      log.push("first");
      await Deno.stat(path);
      log.push("first ends");
      throw new RangeError("as meant");
    });
    const second = withLock(path, () => Promise.resolve(log.push("second")));
    await assertRejects(() => first, RangeError, "as meant");
    assertEquals(await second, 3);
    assertEquals(log, ["first", "first ends", "second"]);
    assertEquals(await lockHolder(path), undefined);
  });
});

test("a wait for a lock is told of once, and can be ended", async () => {
  await withPath(async (path) => {
    const lock = await tryLock(path);
    const ending = new AbortController();
    const reason = new Error("as meant");
    let waits = 0;
    const refused = await assertRejects(() =>
      withLock(path, () => Promise.reject(new Error("it was not free")), {
        signal: ending.signal,
        onWait: () => {
          waits++;
          setTimeout(() => ending.abort(reason), SOME_POLLS_MS);
        },
      })
    );
    assertEquals([refused, waits], [reason, 1]);
    await lock!.release();
    const onWait = () => waits++;
    assertEquals(
      await withLock(path, () => Promise.resolve(waits), { onWait }),
      1,
    );
  });
});
