import { join } from "node:path";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { withFolder } from "../../../core/testing_folder.ts";
import { ifPresent, isFile, namesIn } from "./present.ts";

test("namesIn and isFile see what is there", () =>
  withFolder(async (folder) => {
    const file = join(folder, "b");
    await Deno.writeTextFile(file, "");
    await Deno.mkdir(join(folder, "a"));
    await Deno.symlink(file, join(folder, "c"));
    assertEquals(namesIn(folder), ["a", "b", "c"]);
    const files = ["a", "b", "c", "d"].map((name) =>
      isFile(join(folder, name))
    );
    assertEquals(files, [false, true, true, false]);
  }));

test("what is absent is no error, anything else is", () =>
  withFolder(async (folder) => {
    const file = join(folder, "file");
    await Deno.writeTextFile(file, "");
    assertEquals(namesIn(join(folder, "absent")), []);
    assertEquals(namesIn(join(file, "below")), []);
    assertEquals(isFile(join(file, "below")), false);
    assertEquals(ifPresent(() => 3), 3);
    const bug = () => {
      throw new TypeError("a bug");
    };
    assertThrows(() => ifPresent(bug), TypeError, "a bug");
  }));
