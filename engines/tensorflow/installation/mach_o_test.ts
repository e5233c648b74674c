import { join } from "node:path";
import { assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { withFolder } from "../../../core/testing_folder.ts";
import { LibraryFault, LibraryFile } from "./library_file.ts";
import { checkMachO } from "./mach_o.ts";
import { tinyMachO } from "./testing.ts";

const CHANGES = [
  { what: "a program", at: 12, to: 2, message: "no shared library" },
  { what: "a short segment command", at: 36, to: 71, message: "command 0" },
  { what: "a command without length", at: 108, to: 0, message: "command 1" },
  { what: "a command too many", at: 16, to: 3, message: "command 2" },
  { what: "a segment beyond the end", at: 82, to: 1, message: "is cut short" },
  { what: "commands beyond the end", at: 22, to: 1, message: "is cut short" },
];

for (const { what, at, to, message } of CHANGES) {
  test(`checkMachO refuses ${what}`, () =>
    withFolder(async (folder) => {
      const path = join(folder, "library");
      const bytes = tinyMachO({ arch: "aarch64" });
      bytes[at] = to;
      await Deno.writeFile(path, bytes);
      using file = new LibraryFile(path);
      const check = () => checkMachO(file, { arch: "aarch64" });
      assertThrows(check, LibraryFault, message);
    }));
}
