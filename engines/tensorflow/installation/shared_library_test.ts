import { join } from "node:path";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { withFolder } from "../../../core/testing_folder.ts";
import { libraryFault } from "./shared_library.ts";
import { tinyElf, tinyMachO } from "./testing.ts";

const FORMATS = [
  { name: "ELF", os: "linux", make: tinyElf },
  { name: "Mach-O", os: "darwin", make: tinyMachO },
] as const;

/** What is wrong with a file of these bytes. */
async function faultOf(
  bytes: Uint8Array,
  build: Parameters<typeof libraryFault>[1],
): Promise<string | undefined> {
  let fault: string | undefined;
  await withFolder(async (folder) => {
    const path = join(folder, "library");
    await Deno.writeFile(path, bytes);
    fault = libraryFault(path, build);
  });
  return fault;
}

for (const { name, os, make } of FORMATS) {
  for (const arch of ["x86_64", "aarch64"] as const) {
    test(`libraryFault accepts a whole ${name} library for ${arch}`, async () => {
      assertEquals(await faultOf(make({ arch }), { os, arch }), undefined);
    });
  }

  test(`libraryFault refuses ${name} of another processor`, async () => {
    assertEquals(
      await faultOf(make({ arch: "aarch64" }), { os, arch: "x86_64" }),
      "is for aarch64, not for x86_64",
    );
    const strange = make({ arch: "aarch64" });
    strange[os === "linux" ? 18 : 4] = 9;
    assertMatch(
      await faultOf(strange, { os, arch: "x86_64" }) ?? "",
      /^is for machine number \d+, not for x86_64$/,
    );
  });

  test(`libraryFault refuses ${name} cut short anywhere`, async () => {
    const whole = make({ arch: "x86_64" });
    for (let length = 0; length < whole.length; length++) {
      assertStringIncludes(
        await faultOf(whole.subarray(0, length), { os, arch: "x86_64" }) ?? "",
        `is cut short: ${length} bytes of at least `,
      );
    }
  });

  test(`libraryFault refuses what is no ${name}`, async () => {
    const fault = await faultOf(new TextEncoder().encode("<!doctype html>"), {
      os,
      arch: "x86_64",
    });
    assertMatch(
      fault ?? "",
      new RegExp(`^is no .*${name} library: .*3c21646f`),
    );
  });
}
