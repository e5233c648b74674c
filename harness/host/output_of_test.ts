import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { outputOf } from "./output_of.ts";

test("what a program prints", async () => {
  assertEquals(await outputOf("echo", ["a", "b"]), "a b\n");
});

test("nothing of one that is not there or fails", async () => {
  assertEquals(await outputOf("no-such-program", []), undefined);
  assertEquals(await outputOf("sh", ["-c", "echo a; exit 1"]), undefined);
});
