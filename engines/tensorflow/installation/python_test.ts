import { join } from "node:path";
import { assertEquals, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { withFolder } from "../../../core/testing_folder.ts";
import { makePackage } from "./testing.ts";
import {
  LEAVE_TO_LOOK,
  type Program,
  runScript,
  writeProgram,
} from "./testing_process.ts";

/** What `pythonInstallation()` is, in a process of its own. */
async function askedIn(
  home: string,
  options: Partial<Program> = {},
): Promise<{ folder: string; source: string } | string> {
  const module = new URL("./python.ts", import.meta.url);
  const { stdout } = await runScript(
    `import { pythonInstallation } from "${module}";
    console.log(JSON.stringify(await pythonInstallation()));`,
    { home, leave: [...LEAVE_TO_LOOK, "--allow-run=python3"], ...options },
  );
  return JSON.parse(stdout);
}

test("pythonInstallation finds what python3 would import, unimported", () =>
  withFolder(async (home) => {
    const packages = join(home, "packages");
    const folder = await makePackage(packages);
    const init = join(folder, "__init__.py");
    await Deno.writeTextFile(init, "raise SystemExit('imported')");
    const env = { PYTHONPATH: packages };
    const found = await askedIn(home, { env });
    if (typeof found === "string") throw new Error(found);
    assertEquals(found.folder, folder);
    assertMatch(found.source, /^Python environment ./);
    await Deno.remove(join(folder, "..", "tensorflow_cpu-2.21.0.dist-info"), {
      recursive: true,
    });
    await Deno.truncate(init);
    for (const file of Deno.readDirSync(folder)) {
      if (file.name.startsWith("lib")) Deno.removeSync(join(folder, file.name));
    }
    assertEquals(
      await askedIn(home, { env }),
      `the package in ${folder} lacks the libraries`,
    );
  }));

test("pythonInstallation does not take a folder where the person is", () =>
  withFolder(async (home) => {
    const folder = await makePackage(home);
    await Deno.writeTextFile(join(folder, "__init__.py"), "");
    const found = await askedIn(home, { cwd: home });
    assertEquals(JSON.stringify(found).includes(folder), false);
  }));

test("pythonInstallation says what keeps it from knowing", () =>
  withFolder(async (home) => {
    assertEquals(
      await askedIn(home, { path: "" }),
      "python3 was not asked: it is not on PATH, or --allow-run=python3 is " +
        "not given",
    );
    await writeProgram(home, {
      name: "python3",
      script: "echo first >&2; echo boom >&2; exit 3",
    });
    assertEquals(await askedIn(home), "python3 failed: boom");
    await writeProgram(home, { name: "python3", script: "echo /env; echo" });
    assertEquals(await askedIn(home), "the Python environment /env has none");
  }));

test("pythonInstallation asks where the loader has variables, too", () =>
  withFolder(async (home) => {
    await writeProgram(home, {
      name: "python3",
      script: 'echo "/env$LD_LIBRARY_PATH"; echo',
    });
    const env = { LD_LIBRARY_PATH: "/somewhere" };
    assertEquals(
      await askedIn(home, { env }),
      "the Python environment /env has none",
    );
    assertEquals(
      await askedIn(home, { env, leave: ["--allow-run"] }),
      "the Python environment /env/somewhere has none",
    );
  }));
