import { dirname, join } from "node:path";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import {
  installationBelow,
  installationIn,
  LIBRARY_NAMES,
} from "./installation.ts";
import { withFolder } from "../../../core/testing_folder.ts";
import { makePackage } from "./testing.ts";

const source = "a test";

test("installationIn says where the libraries are and their version", () =>
  withFolder(async (packages) => {
    const folder = await makePackage(packages);
    assertEquals(installationIn(folder, { source }), {
      folder,
      framework: join(folder, LIBRARY_NAMES.framework),
      cc: join(folder, LIBRARY_NAMES.cc),
      version: "2.21.0",
      source,
    });
    await Deno.remove(join(folder, LIBRARY_NAMES.framework));
    assertEquals(installationIn(folder, { source }), undefined);
  }));

for (
  const packages of [
    ".",
    "lib/python3.12/site-packages",
    "lib64/python3.9/site-packages",
  ]
) {
  test(`installationBelow finds the package in ${packages}`, () =>
    withFolder(async (root) => {
      await Deno.mkdir(join(root, "lib", "python3.8"), { recursive: true });
      const folder = await makePackage(join(root, packages));
      for (const named of [root, dirname(folder), folder]) {
        const found = installationBelow(named, { source });
        assertEquals([found?.folder, found?.version], [folder, "2.21.0"]);
      }
    }));
}

test("installationBelow finds bare libraries, as conda has them", () =>
  withFolder(async (root) => {
    await makePackage(root);
    await Deno.rename(join(root, "tensorflow"), join(root, "lib"));
    const found = installationBelow(root, { source });
    assertEquals(found?.folder, join(root, "lib"));
    assertEquals(found?.version, undefined);
  }));

test("installationBelow is undefined where there is none", () =>
  withFolder((root) => {
    assertEquals(installationBelow(root, { source }), undefined);
    assertEquals(
      installationBelow(join(root, "absent"), { source }),
      undefined,
    );
    return Promise.resolve();
  }));
