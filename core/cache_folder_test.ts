import { join } from "node:path";
import { assertEquals, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { CACHE_FOLDER_VARIABLES } from "./cache_folder.ts";

const folder = import.meta.dirname!;
const home = join(folder, "home");

/** Where the convention of each system puts it. */
const EXPECTED: Partial<Record<typeof Deno.build.os, string>> = {
  linux: join(home, ".cache", "gradnoise"),
  darwin: join(home, "Library", "Caches", "gradnoise"),
  windows: join(home, "gradnoise", "Cache"),
};

async function outputOf(args: string[], { input = "", env = {} }) {
  const child = new Deno.Command("deno", {
    args,
    cwd: folder,
    env,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  await new Blob([input]).stream().pipeTo(child.stdin);
  return new TextDecoder().decode((await child.output()).stdout);
}

const RUN = [
  ...["run", "--no-prompt", "--allow-sys=homedir"],
  ...[`--allow-env=${CACHE_FOLDER_VARIABLES.join(",")}`, "-"],
];

test("a user without a home folder is told what to do", async () => {
  const input = `import os from "node:os";
    os.homedir = () => null;
    const { cacheFolder } = await import("./cache_folder.ts");
    try {
      cacheFolder();
    } catch ({ name, message }) {
      console.log(name, message);
    }`;
  assertMatch(
    await outputOf(RUN, { input }),
    /^UsageError .+: set HOME\n$/,
  );
});

test("cacheFolder follows the convention of the system", async () => {
  // A new home is no reason for Deno to fetch its modules anew.
  const { denoDir } = JSON.parse(await outputOf(["info", "--json"], {}));
  const found = await outputOf(RUN, {
    input: 'import { cacheFolder } from "./cache_folder.ts";' +
      "console.log(cacheFolder());",
    env: {
      HOME: home,
      XDG_CACHE_HOME: "",
      LOCALAPPDATA: home,
      DENO_DIR: denoDir,
    },
  });
  assertEquals(found.trimEnd(), EXPECTED[Deno.build.os]);
});
