import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { constants } from "node:os";
import { join } from "node:path";
import { NO_LOCKS, systemLock } from "./system_lock.ts";
import { withoutLocks } from "./testing_without_locks.ts";

/** Calls `body` with the path of an empty file. */
async function withFile(body: (path: string) => Promise<void>): Promise<void> {
  const path = await Deno.makeTempFile();
  try {
    await body(path);
  } finally {
    await Deno.remove(path);
  }
}

test("one at a time has the lock alone, or many share it", () =>
  withFile(async (path) => {
    using first = await Deno.open(path);
    using second = await Deno.open(path);
    assertEquals(await systemLock(first, { shared: true }), true);
    assertEquals(await systemLock(second, { shared: true }), true);
    assertEquals(await systemLock(second), false);
  }));

for (const code of NO_LOCKS) {
  test(`${code} says that there are no locks`, () =>
    withFile((path) =>
      withoutLocks(code, async () => {
        using file = await Deno.open(path);
        assertEquals(await systemLock(file), undefined);
      })
    ));
}

test("any other error passes", () =>
  withFile(async (path) => {
    const file = await Deno.open(path);
    file.close();
    await assertRejects(() => systemLock(file), Deno.errors.BadResource);
  }));

/** A `flock` that fails as the variable says. */
const REFUSING_FLOCK = `
#include <errno.h>
#include <stdlib.h>
int flock(int file, int operation) {
  errno = atoi(getenv("FLOCK_ERROR"));
  return -1;
}`;

const gcc = Deno.build.os === "linux" &&
  await new Deno.Command("gcc", { args: ["--version"], stdout: "null" })
    .output().then(({ success }) => success, () => false);

if (gcc) {
  test("Deno's errors of a system without locks have that shape", async () => {
    const folder = await Deno.makeTempDir();
    const [source, library] = ["flock.c", "flock.so"]
      .map((name) => join(folder, name)) as [string, string];
    await Deno.writeTextFile(source, REFUSING_FLOCK);
    await new Deno.Command("gcc", {
      args: ["-shared", "-fPIC", "-o", library, source],
    }).output();
    const module = new URL("system_lock.ts", import.meta.url);
    const code = `import { systemLock } from ${JSON.stringify(module)};
      const file = await Deno.open(${JSON.stringify(source)});
      console.log(String(await systemLock(file)));`;
    for (const name of NO_LOCKS) {
      const { stdout } = await new Deno.Command(Deno.execPath(), {
        args: ["eval", "--quiet", "--ext=ts", code],
        env: {
          LD_PRELOAD: library,
          FLOCK_ERROR: String(constants.errno[name]),
        },
      }).output();
      assertEquals(new TextDecoder().decode(stdout), "undefined\n", name);
    }
    await Deno.remove(folder, { recursive: true });
  });
}
