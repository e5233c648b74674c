import { join } from "node:path";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { withFolder } from "../../../core/testing_folder.ts";
import { LibraryFault, LibraryFile } from "./library_file.ts";

test("LibraryFile reads pieces and knows its end", () =>
  withFolder(async (folder) => {
    const path = join(folder, "library");
    await Deno.writeFile(path, Uint8Array.of(1, 2, 3, 4, 5));
    using file = new LibraryFile(path);
    assertEquals(file.at(3, 2).getUint16(0), 0x0405);
    assertEquals(file.at(0, 4).getUint32(0), 0x01020304);
    assertEquals(file.at(5, 0).byteLength, 0);
    file.reach(5);
    const message = "is cut short: 5 bytes of at least 6";
    assertThrows(() => file.at(4, 2), LibraryFault, message);
    assertThrows(() => file.reach(6), LibraryFault, message);
  }));
