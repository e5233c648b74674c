import { join } from "node:path";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { withFolder } from "../../../core/testing_folder.ts";
import { UsageError } from "../../../core/usage_error.ts";
import { explicitInstallation } from "./explicit.ts";
import { LIBRARY_NAMES } from "./installation.ts";
import { makePackage } from "./testing.ts";

test("explicitInstallation takes folder, packages, environment or file", () =>
  withFolder(async (root) => {
    const packages = join(root, "lib", "python3.12", "site-packages");
    const folder = await makePackage(packages);
    const cc = join(folder, LIBRARY_NAMES.cc);
    for (const named of [folder, packages, root, cc]) {
      const found = explicitInstallation(named);
      assertEquals(
        [found.cc, found.version, found.source],
        [cc, "2.21.0", "GRADNOISE_TENSORFLOW"],
      );
    }
  }));

test("explicitInstallation takes the very file that is named", () =>
  withFolder(async (packages) => {
    const folder = await makePackage(packages);
    const cc = join(folder, "libtensorflow_cc.so.2.21.0");
    await Deno.rename(join(folder, LIBRARY_NAMES.cc), cc);
    assertEquals(explicitInstallation(cc).cc, cc);
    assertThrows(() => explicitInstallation(folder), UsageError);
  }));

test("explicitInstallation says what it looked for, and where", () =>
  withFolder(async (root) => {
    const file = join(root, "libtensorflow.so");
    await Deno.writeTextFile(file, "");
    for (const path of [root, join(root, "absent"), file]) {
      assertThrows(
        () => explicitInstallation(path),
        UsageError,
        `Cannot use GRADNOISE_TENSORFLOW=${path}: found no ` +
          `${LIBRARY_NAMES.cc} beside ${LIBRARY_NAMES.framework} in ${path}`,
      );
    }
  }));
