import { assert, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { type FileLock, lockHolder, tryLock } from "./file_lock.ts";
import { NO_LOCKS } from "./system_lock.ts";
import { withFolder } from "./testing_folder.ts";
import { withoutLocks } from "./testing_without_locks.ts";

/** Calls `body` with a path in a new folder. */
const withPath = (body: (path: string) => Promise<void>) =>
  withFolder((folder) => body(join(folder, "a.lock")));

/** Leaves the lock of a process that was killed. */
async function leaveDeadLock(path: string): Promise<void> {
  const module = new URL("file_lock.ts", import.meta.url).href;
  const code = `import { tryLock } from ${JSON.stringify(module)};
    await tryLock(${JSON.stringify(path)});
    console.log("taken");
    await new Promise((resolve) => setTimeout(resolve, 1e9));`;
  const child = new Deno.Command("deno", {
    args: ["eval", "--ext=ts", code],
    stdin: "null",
    stdout: "piped",
  }).spawn();
  for await (const _ of child.stdout) {
    assertEquals((await lockHolder(path))!.pid, child.pid);
    assertEquals(await tryLock(path), undefined);
    child.kill("SIGKILL");
  }
  await child.status;
}

const ELSEWHERE = JSON.stringify({
  host: "elsewhere.invalid",
  pid: 1,
  since: "2026-01-31T12:00:00Z",
  task: "12_3",
});

/** Leaves a file of this text that was renewed `seconds` ago. */
async function leave(path: string, text: string, seconds: number) {
  await Deno.writeTextFile(path, text);
  await age(path, seconds);
}

/** Has a file look as if it was renewed `seconds` ago. */
async function age(path: string, seconds: number) {
  const then = new Date(Date.now() - 1000 * seconds);
  await Deno.utime(path, then, then);
}

/** Calls `take`, which takes a lock; returns that and what renews it. */
async function withRenewal(take: () => Promise<FileLock | undefined>) {
  const { setInterval } = globalThis;
  let renew: () => unknown = () => {};
  let ms = Infinity;
  Object.assign(globalThis, {
    setInterval: (callback: () => unknown, delay: number) => {
      [renew, ms] = [callback, delay];
      return setInterval(() => {}, delay);
    },
  });
  try {
    const lock = await take();
    return { lock: lock!, renew, ms };
  } finally {
    Object.assign(globalThis, { setInterval });
  }
}

test("a lock has one holder, who gives it back", async () => {
  await withPath(async (path) => {
    assertEquals(await lockHolder(path), undefined);
    const lock = await tryLock(path, { task: "7_0" });
    const { host, pid, since, task } = (await lockHolder(path))!;
    assertEquals([host, pid, task], [Deno.hostname(), Deno.pid, "7_0"]);
    assert(Math.abs(Date.parse(since) - Date.now()) < 60_000);
    assertEquals(await tryLock(path), undefined);
    await lock!.release();
    assertEquals(await lockHolder(path), undefined);
    const again = await tryLock(path);
    await again!.release();
    assertEquals([...Deno.readDirSync(join(path, ".."))], []);
  });
});

test("the lock of a process that was killed is free at once", async () => {
  await withPath(async (path) => {
    await leaveDeadLock(path);
    assertEquals(await lockHolder(path), undefined);
    const lock = await tryLock(path);
    assertEquals((await lockHolder(path))!.pid, Deno.pid);
    await lock!.release();
  });
});

test("of many who want a dead process's lock one gets it", async () => {
  await withPath(async (path) => {
    await leaveDeadLock(path);
    const many = await Promise.all(
      Array.from({ length: 50 }, () => tryLock(path)),
    );
    const got = many.filter((lock): lock is FileLock => lock !== undefined);
    assertEquals(got.length, 1);
    await got[0]!.release();
  });
});

test("what is done under a lock is done by one at a time", async () => {
  await withPath(async (path) => {
    let [inside, most, times] = [0, 0, 0];
    const contend = async () => {
      while (times < 100) {
        const lock = await tryLock(path);
        if (lock === undefined) continue;
        most = Math.max(most, ++inside);
        await Deno.stat(path);
        inside--;
        times++;
        await lock.release();
      }
    };
    await Promise.all([contend(), contend(), contend()]);
    assertEquals(most, 1);
  });
});

test("another host's lock is free once it is not renewed any more", async () => {
  await withPath(async (path) => {
    await leave(path, ELSEWHERE, 60);
    assertEquals(await tryLock(path), undefined);
    assertEquals((await lockHolder(path))!.host, "elsewhere.invalid");
    await leave(path, ELSEWHERE, 180);
    assertEquals(await lockHolder(path), undefined);
    const lock = await tryLock(path);
    assertEquals((await lockHolder(path))!.pid, Deno.pid);
    await lock!.release();
  });
});

test("a folder that is read-only tells who holds its locks", async () => {
  const { open, makeTempFile } = Deno;
  const refuse = () => Promise.reject(new Error("Read-only file system"));
  const holderIn = async (path: string) => {
    Object.assign(Deno, {
      open: (path: string, options: Deno.OpenOptions) =>
        options.write ? refuse() : open(path, options),
      makeTempFile: refuse,
    });
    try {
      return await lockHolder(path);
    } finally {
      Object.assign(Deno, { open, makeTempFile });
    }
  };
  await withPath(async (path) => {
    const lock = await tryLock(path);
    assertEquals((await holderIn(path))!.pid, Deno.pid);
    await lock!.release();
    await leave(path, ELSEWHERE, 60);
    assertEquals((await holderIn(path))!.host, "elsewhere.invalid");
    await leave(path, ELSEWHERE, 180);
    assertEquals(await holderIn(path), undefined);
  });
});

test("of many who look at a dead process's lock none sees another", async () => {
  await withPath(async (path) => {
    await leaveDeadLock(path);
    const many = Array.from({ length: 50 }, () => lockHolder(path));
    assertEquals(new Set(await Promise.all(many)), new Set([undefined]));
  });
});

test("a task that is started anew has its own lock back", async () => {
  await withPath(async (path) => {
    await leave(path, ELSEWHERE, 1);
    assertEquals(await tryLock(path, { task: "12_4" }), undefined);
    const lock = await tryLock(path, { task: "12_3" });
    assertEquals((await lockHolder(path))!.host, Deno.hostname());
    await lock!.release();
  });
});

test("a file that names nobody is a lock until it is old", async () => {
  for (const text of ["", "{", "null", '{"host":1}']) {
    await withPath(async (path) => {
      await leave(path, text, 1);
      assertEquals(await tryLock(path), undefined);
      assertEquals((await lockHolder(path))!.host, "unknown");
      await leave(path, text, 180);
      await (await tryLock(path))!.release();
    });
  }
});

test("a holder renews its lock in good time", async () => {
  await withPath(async (path) => {
    const { lock, renew, ms } = await withRenewal(() => tryLock(path));
    assert(ms <= 30_000, `every ${ms} ms`);
    await age(path, 60);
    const old = (await Deno.stat(path)).mtime!;
    await renew();
    assert((await Deno.stat(path)).mtime! > old);
    assertEquals((await lockHolder(path))!.pid, Deno.pid);
    await lock.release();
  });
});

test("a lock that was taken over is the new holder's alone", async () => {
  await withPath((path) =>
    withoutLocks("ENOLCK", async () => {
      const { lock, renew } = await withRenewal(
        () => tryLock(path, { task: "old" }),
      );
      await age(path, 180);
      const other = await tryLock(path, { task: "new" });
      await renew();
      assertEquals((await lockHolder(path))!.task, "new");
      await lock.release();
      assertEquals((await lockHolder(path))!.task, "new");
      assertEquals(await tryLock(path), undefined);
      await other!.release();
      assertEquals(await lockHolder(path), undefined);
    })
  );
});

test("a lock whose file was removed leaves that of another holder", async () => {
  await withPath(async (path) => {
    const { lock, renew } = await withRenewal(() => tryLock(path));
    await Deno.remove(path);
    await renew();
    const other = await tryLock(path);
    await lock.release();
    assertEquals((await lockHolder(path))!.pid, Deno.pid);
    await other!.release();
  });
});

for (const code of NO_LOCKS) {
  test(`a lock has one holder where ${code} says there are none`, async () => {
    await withPath((path) =>
      withoutLocks(code, async () => {
        const lock = await tryLock(path);
        assertEquals(await tryLock(path), undefined);
        assertEquals((await lockHolder(path))!.pid, Deno.pid);
        await lock!.release();
        await leave(path, ELSEWHERE, 180);
        await (await tryLock(path))!.release();
      })
    );
  });
}

test("a full disk leaves no lock", async () => {
  await withPath(async (path) => {
    const { syncData } = Deno.FsFile.prototype;
    Deno.FsFile.prototype.syncData = () =>
      Promise.reject(new Error("No space left on device (os error 28)"));
    try {
      await assertRejects(() => tryLock(path), Error, "No space");
    } finally {
      Deno.FsFile.prototype.syncData = syncData;
    }
    assertEquals([...Deno.readDirSync(join(path, ".."))], []);
  });
});
