import {
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { constants } from "node:os";
import { Breakdown } from "../core/exit_code.ts";
import { UsageError } from "../core/usage_error.ts";
import { diskError, onDisk } from "./disk_error.ts";

const folder = "/some/folder";

const FULL: readonly Error[] = [
  Object.assign(new Error("No space left on device (os error 28)"), {
    code: "ENOSPC",
  }),
  // Deno has no code for this one.
  new Error(`Disk quota exceeded (os error ${constants.errno.EDQUOT})`),
];

for (const full of FULL) {
  test(`diskError says what to do about "${full.message}"`, () => {
    const error = diskError(full, { path: folder });
    assertInstanceOf(error, Breakdown);
    assertStringIncludes(
      error.message,
      `Cannot write in /some/folder: the disk is full (${full.message}). Free`,
    );
  });
}

test("onDisk says what to do about the file system's own errors", async () => {
  const path = await Deno.makeTempFile();
  try {
    const { message } = await assertRejects(
      () => onDisk(folder, () => Deno.mkdir(`${path}/x`)),
      UsageError,
      "Cannot use /some/folder: ",
    );
    assertStringIncludes(message, "--data-dir or GRADNOISE_DATA_DIR");
  } finally {
    await Deno.remove(path);
  }
});

test("onDisk returns results and leaves other errors alone", async () => {
  assertEquals(await onDisk(folder, () => Promise.resolve(3)), 3);
  const bug = new TypeError("a bug");
  const failing = () => onDisk(folder, () => Promise.reject(bug));
  assertStrictEquals(await assertRejects(failing), bug);
});
