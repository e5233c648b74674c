import { join } from "node:path";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { withFolder } from "../../../core/testing_folder.ts";
import { cacheFolder } from "../../../core/cache_folder.ts";
import { packagesIn, privateInstallation, privateRoot } from "./private.ts";
import { makePackage } from "./testing.ts";

test("privateRoot is in the user's cache folder", async () => {
  assertEquals(await privateRoot(), join(cacheFolder(), "tensorflow"));
});

test("privateInstallation sees packages once they are in place", () =>
  withFolder(async (root) => {
    assertEquals(privateInstallation(root), undefined);
    const folder = await makePackage(packagesIn(root));
    const found = privateInstallation(root);
    assertEquals(
      [found?.folder, found?.source],
      [folder, "deno task setup:tensorflow"],
    );
  }));
