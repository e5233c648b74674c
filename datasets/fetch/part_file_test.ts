import { dirname, join } from "node:path";
import {
  assertEquals,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { digestOf } from "../../core/checksum.ts";
import { NO_LOCKS } from "../../core/system_lock.ts";
import { withoutLocks } from "../../core/testing_without_locks.ts";
import { Breakdown } from "../../core/exit_code.ts";
import { UsageError } from "../../core/usage_error.ts";
import { withFullDisk } from "./testing_full_disk.ts";
import { openPartFile, removeParts } from "./part_file.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** Calls `body` with the path of a file in a folder that does not exist. */
async function withPath(body: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(join(folder, "new", "folder", "file"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Names in the folder of `path`, without the lock. */
function namesBeside(path: string): string[] {
  return [...Deno.readDirSync(dirname(path))]
    .map(({ name }) => name).filter((name) => name !== ".fetch.lock").sort();
}

test("a part file grows, survives and takes its place", () =>
  withPath(async (path) => {
    {
      using part = await openPartFile(path);
      await part.append(bytes("one "));
      assertEquals(part.size, 4);
    }
    assertEquals(namesBeside(path), ["file.part"]);
    {
      using part = await openPartFile(path);
      assertEquals(part.size, 4);
      await part.append(bytes("two"));
      assertEquals(await part.digest(), digestOf("one two"));
      assertEquals(await new Response(await part.content()).text(), "one two");
      await part.place();
    }
    assertEquals(namesBeside(path), ["file"]);
    assertEquals(await Deno.readTextFile(path), "one two");
  }));

test("a part file replaces what was in its place", () =>
  withPath(async (path) => {
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeTextFile(path, "the old and longer content");
    using part = await openPartFile(path);
    await part.append(bytes("new"));
    await part.place();
    assertEquals(await Deno.readTextFile(path), "new");
  }));

test("a part file that is reset starts over, or leaves nothing", () =>
  withPath(async (path) => {
    {
      using part = await openPartFile(path);
      await part.append(bytes("wrong"));
      await part.reset();
      await part.append(bytes("good"));
      assertEquals([part.size, await part.digest()], [4, digestOf("good")]);
      await part.reset();
    }
    assertEquals(namesBeside(path), []);
  }));

test("a part file is open once at a time; others wait for their turn", () =>
  withPath(async (path) => {
    const first = await openPartFile(path);
    await first.append(bytes("first"));
    const waiting = Promise.withResolvers<void>();
    const second = openPartFile(path, { onWait: waiting.resolve });
    await waiting.promise;
    await first.place();
    first[Symbol.dispose]();
    {
      using part = await second;
      await part.append(bytes("second"));
    }
    assertEquals(namesBeside(path), ["file", "file.part"]);
    assertEquals(await Deno.readTextFile(path), "first");
  }));

for (const code of NO_LOCKS) {
  test(`a part file can be had where ${code} says there are no locks`, () =>
    withPath((path) =>
      withoutLocks(code, async () => {
        using part = await openPartFile(path);
        await part.append(bytes("content"));
        await part.place();
        assertEquals(await Deno.readTextFile(path), "content");
      })
    ));
}

test("an abort ends the wait for another process", () =>
  withPath(async (path) => {
    using _first = await openPartFile(path);
    const controller = new AbortController();
    const reason = new Error("enough");
    const error = await assertRejects(() =>
      openPartFile(path, {
        signal: controller.signal,
        onWait: () => controller.abort(reason),
      })
    );
    assertStrictEquals(error, reason);
  }));

test("a folder that cannot be made is a UsageError", () =>
  withPath(async (path) => {
    await Deno.writeTextFile(dirname(dirname(path)), "a file, not a folder");
    const { message } = await assertRejects(
      () => openPartFile(path),
      UsageError,
      `Cannot use ${dirname(path)}: `,
    );
    assertStringIncludes(message, "--data-dir or GRADNOISE_DATA_DIR");
  }));

for (const obstacle of ["file.part", ".fetch.lock"]) {
  test(`a folder where ${obstacle} cannot be opened is a UsageError`, () =>
    withPath(async (path) => {
      await Deno.mkdir(join(dirname(path), obstacle), { recursive: true });
      await assertRejects(
        () => openPartFile(path),
        UsageError,
        `Cannot use ${dirname(path)}: `,
      );
    }));
}

test("a full disk is a Breakdown; what fitted is kept", () =>
  withPath(async (path) => {
    await withFullDisk(10, async () => {
      using part = await openPartFile(path);
      await part.append(bytes("fits"));
      await assertRejects(
        () => part.append(bytes("does not fit")),
        Breakdown,
        `Cannot write in ${dirname(path)}: the disk is full (No space left on`,
      );
      assertEquals(part.size, 10);
    });
    assertEquals(namesBeside(path), ["file.part"]);
    assertEquals(await Deno.readTextFile(`${path}.part`), "fitsdoes n");
  }));

/** Calls `body` with a path, a part file on the way there and one beside it. */
function withParts(body: (path: string) => Promise<void>): Promise<void> {
  return withPath(async (path) => {
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeTextFile(`${path}.part`, "a part");
    await Deno.writeTextFile(join(dirname(path), "other.part"), "a part");
    await body(path);
  });
}

test("removeParts removes the parts of the files that are named", () =>
  withParts(async (path) => {
    await removeParts(dirname(path), ["file", "absent"]);
    assertEquals(namesBeside(path), ["other.part"]);
    await removeParts(dirname(path), ["file", "absent"]);
    await removeParts(join(path, "no", "folder"), ["file"]);
    assertEquals(namesBeside(path), ["other.part"]);
  }));

test("removeParts leaves the parts to a process that fetches", () =>
  withParts(async (path) => {
    using _part = await openPartFile(join(dirname(path), "third"));
    await removeParts(dirname(path), ["file"]);
    assertEquals(namesBeside(path), ["file.part", "other.part", "third.part"]);
  }));

test("removeParts leaves the parts where no lock tells who fetches", () =>
  withParts((path) =>
    withoutLocks("ENOLCK", async () => {
      await removeParts(dirname(path), ["file"]);
      assertEquals(namesBeside(path), ["file.part", "other.part"]);
    })
  ));

test("removeParts leaves the parts where it may not remove them", () =>
  withParts(async (path) => {
    await Deno.mkdir(join(dirname(path), ".fetch.lock"));
    await removeParts(dirname(path), ["file"]);
    assertEquals(namesBeside(path), ["file.part", "other.part"]);
  }));
