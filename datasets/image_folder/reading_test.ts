import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { constants } from "node:os";
import { UsageError } from "../../core/usage_error.ts";
import { reading } from "./reading.ts";

test("reading says what cannot be read, with no option of a task", async () => {
  const path = "/no/such/image";
  const { message } = await assertRejects(
    () => reading(path, () => Deno.readFile(path)),
    UsageError,
  );
  assertEquals(
    message,
    `Cannot read ${path}: No such file or directory (os error 2): readfile ` +
      `'${path}'. See that it is there and may be read`,
  );
});

test("reading knows the system's errors that Deno has no code for", async () => {
  const reason = `Stale file handle (os error ${constants.errno.ESTALE})`;
  const { message } = await assertRejects(
    () => reading("a", () => Promise.reject(new Error(reason))),
    UsageError,
  );
  assertEquals(
    message,
    `Cannot read a: ${reason}. See that it is there and may be read`,
  );
});

test("reading tells what is not permitted without Deno's flags", async () => {
  const { message } = await assertRejects(
    () =>
      reading("a", () => {
        throw new Deno.errors.NotCapable(
          "run again with the --allow-read flag",
        );
      }),
    UsageError,
  );
  assertEquals(
    message,
    "Cannot read a: not permitted. See that it is there and may be read",
  );
});

test("reading returns results and leaves other errors alone", async () => {
  assertEquals(await reading("a", () => Promise.resolve(3)), 3);
  const bug = new TypeError("a bug");
  const failing = () => reading("a", () => Promise.reject(bug));
  assertStrictEquals(await assertRejects(failing), bug);
});
