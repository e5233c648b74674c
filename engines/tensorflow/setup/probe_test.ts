import { join } from "node:path";
import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { withFolder } from "../../../core/testing_folder.ts";
import { Breakdown } from "../../../core/exit_code.ts";
import { requireTensorflow } from "../installation/find.ts";
import { installationIn } from "../installation/installation.ts";
import { makePackage } from "../installation/testing.ts";
import { checkVersion } from "../installation/version.ts";
import { probeVersion } from "./probe.ts";

test("probeVersion is what the libraries say of themselves", async () => {
  const installed = await requireTensorflow();
  const version = await probeVersion(installed);
  checkVersion(version, installed.folder);
  assertEquals(version, installed.version ?? version);
});

test("probeVersion survives libraries that cannot be loaded", () =>
  withFolder(async (packages) => {
    const folder = await makePackage(packages);
    const found = installationIn(folder, { source: "a test" })!;
    await assertRejects(
      () => probeVersion(found),
      Breakdown,
      `Cannot load ${found.cc}: the process that tried it ended with `,
    );
  }));

test("probeVersion survives a library that kills its process", () =>
  withFolder(async (folder) => {
    const { framework, ...rest } = await requireTensorflow();
    const part = join(folder, "part");
    await Deno.copyFile(framework, part);
    await Deno.truncate(part, 1_000_000);
    await assertRejects(
      () => probeVersion({ ...rest, framework: part }),
      Breakdown,
      "the process that tried it ended with ",
    );
  }));
