import { join } from "node:path";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../../../core/usage_error.ts";
import { checkInstallation } from "./check.ts";
import { findTensorflow } from "./find.ts";
import { installationIn } from "./installation.ts";
import { withFolder } from "../../../core/testing_folder.ts";
import { makePackage, type PackageOptions, tinyLibrary } from "./testing.ts";

/** Calls `body` with a made-up installation. */
function withInstallation(
  body: (found: NonNullable<ReturnType<typeof installationIn>>) => void,
  options: PackageOptions = {},
): Promise<void> {
  return withFolder(async (packages) => {
    const folder = await makePackage(packages, options);
    body(installationIn(folder, { source: "a test" })!);
  });
}

test("checkInstallation accepts one that is whole", () =>
  withInstallation((found) =>
    assertEquals(checkInstallation(found), undefined)
  ));

test("checkInstallation refuses another version", () =>
  withInstallation((found) => {
    assertThrows(
      () => checkInstallation(found),
      UsageError,
      `Cannot use TensorFlow 2.9.1 in ${found.folder} (a test): `,
    );
  }, { version: "2.9.1" }));

test("checkInstallation refuses a processor that the library cannot use", () =>
  withInstallation((found) => {
    assertThrows(
      () => checkInstallation(found, { cpuInfo: "flags\t\t: fpu sse4_2\n" }),
      UsageError,
      `Cannot use TensorFlow in ${found.folder} (a test): it needs AVX`,
    );
  }));

for (const library of ["framework", "cc"] as const) {
  test(`checkInstallation refuses a ${library} library cut short`, () =>
    withInstallation((found) => {
      Deno.truncateSync(found[library], 100);
      assertThrows(
        () => checkInstallation(found),
        UsageError,
        "is cut short: 100 bytes of at least",
      );
    }));

  test(`checkInstallation compares the size of ${library} with RECORD`, () =>
    withInstallation((found) => {
      const { length } = tinyLibrary();
      Deno.writeFileSync(found[library], Uint8Array.of(0), { append: true });
      assertThrows(
        () => checkInstallation(found),
        UsageError,
        `has ${length + 1} bytes, and had ${length} when it was installed. Run`,
      );
    }));
}

test("checkInstallation leaves libraries without a package to their loader", () =>
  withInstallation((found) => {
    for (const { name } of Deno.readDirSync(join(found.folder, ".."))) {
      if (!name.endsWith(".dist-info")) continue;
      Deno.removeSync(join(found.folder, "..", name), { recursive: true });
    }
    const bare = installationIn(found.folder, { source: "a test" })!;
    assertEquals(bare.version, undefined);
    assertEquals(checkInstallation(bare), undefined);
  }));

test("checkInstallation accepts the installed one, and no part of it", () =>
  withFolder(async (folder) => {
    const installed = await findTensorflow();
    checkInstallation(installed!);
    const cc = join(folder, "part");
    const part = new Uint8Array(1e6);
    using file = await Deno.open(installed!.cc);
    await file.read(part);
    await Deno.writeFile(cc, part);
    assertThrows(
      () => checkInstallation({ ...installed!, cc }),
      UsageError,
      "is cut short: 1000000 bytes of at least",
    );
  }));
