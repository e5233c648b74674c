import { join } from "node:path";
import { assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { withFolder } from "../../../core/testing_folder.ts";
import { checkElf } from "./elf.ts";
import { LibraryFault, LibraryFile } from "./library_file.ts";
import { tinyElf } from "./testing.ts";

const CHANGES = [
  { what: "32 bits", at: 4, to: 1, message: "is no 64-bit little-endian" },
  { what: "big-endian", at: 5, to: 2, message: "is no 64-bit little-endian" },
  { what: "a program", at: 16, to: 2, message: "no shared library" },
  { what: "odd program headers", at: 54, to: 55, message: "is damaged" },
  { what: "a segment beyond the end", at: 98, to: 1, message: "is cut short" },
  { what: "sections beyond the end", at: 42, to: 1, message: "is cut short" },
];

for (const { what, at, to, message } of CHANGES) {
  test(`checkElf refuses ${what}`, () =>
    withFolder(async (folder) => {
      const path = join(folder, "library");
      const bytes = tinyElf({ arch: "x86_64" });
      bytes[at] = to;
      await Deno.writeFile(path, bytes);
      using file = new LibraryFile(path);
      const check = () => checkElf(file, { arch: "x86_64" });
      assertThrows(check, LibraryFault, message);
    }));
}
