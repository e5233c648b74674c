import { dirname, join } from "node:path";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { withFolder } from "../../../core/testing_folder.ts";
import { makePackage } from "./testing.ts";
import {
  cacheIn,
  LEAVE_TO_LOOK,
  type Program,
  runScript,
  writeProgram,
} from "./testing_process.ts";

const ALL_LEAVE = [...LEAVE_TO_LOOK, "--allow-run=python3"];

interface Answer {
  /** Of the installation that is found. */
  readonly folder?: string;
  readonly source?: string;
  /** The message, where it cannot be used. */
  readonly refusal?: string;
}

/** What a process that looks for TensorFlow finds. */
async function lookIn(
  home: string,
  options: Partial<Program> = {},
): Promise<Answer> {
  const module = new URL("./find.ts", import.meta.url);
  const { stdout, stderr } = await runScript(
    `
    import { findTensorflow, requireTensorflow } from "${module}";
    const answer = (refusal?: string) => async () => {
      const { folder, source } = await findTensorflow() ?? {};
      console.log(JSON.stringify({ folder, source, refusal }));
    };
    await requireTensorflow().then(
      answer(),
      (error) => answer(error.name + ": " + error.message)(),
    );
  `,
    { home, leave: ALL_LEAVE, ...options },
  );
  assertEquals(stderr, "");
  return JSON.parse(stdout);
}

/** A home whose `python3` knows the package in `packages`. */
async function withPython(home: string, packages: string): Promise<void> {
  await writeProgram(home, {
    name: "python3",
    script: `echo /the/environment; echo "${packages}"`,
  });
}

const privatePackages = (home: string) =>
  join(cacheIn(home), "tensorflow", "installed");

test("findTensorflow prefers the variable, then Python's, then its own", () =>
  withFolder(async (home) => {
    const explicit = await makePackage(join(home, "explicit"));
    const virtual = await makePackage(
      join(home, "venv", "lib", "python3.12", "site-packages"),
    );
    const python = await makePackage(join(home, "python"));
    const own = await makePackage(privatePackages(home));
    await withPython(home, python);
    const env = {
      GRADNOISE_TENSORFLOW: explicit,
      CONDA_PREFIX: join(home, "venv"),
    };
    assertEquals(await lookIn(home, { env }), {
      folder: explicit,
      source: "GRADNOISE_TENSORFLOW",
    });
    assertEquals(
      await lookIn(home, { env: { ...env, GRADNOISE_TENSORFLOW: "" } }),
      { folder: virtual, source: `Python environment ${home}/venv` },
    );
    assertEquals(await lookIn(home), {
      folder: python,
      source: "Python environment /the/environment",
    });
    await Deno.remove(dirname(python), { recursive: true });
    assertEquals(await lookIn(home), {
      folder: own,
      source: "deno task setup:tensorflow",
    });
  }));

test("findTensorflow passes over what cannot be used, if there is more", () =>
  withFolder(async (home) => {
    const old = await makePackage(join(home, "old"), { version: "2.9.1" });
    await withPython(home, old);
    const alone = await lookIn(home);
    assertEquals(alone.folder, old);
    assertStringIncludes(
      alone.refusal!,
      `UsageError: Cannot use TensorFlow 2.9.1 in ${old} (Python environment`,
    );
    const own = await makePackage(privatePackages(home));
    assertEquals((await lookIn(home)).folder, own);
    const explicit = await lookIn(home, { env: { GRADNOISE_TENSORFLOW: old } });
    assertEquals(explicit.folder, old);
    assertStringIncludes(explicit.refusal!, "Cannot use TensorFlow 2.9.1");
  }));

test("requireTensorflow says where it looked", () =>
  withFolder(async (home) => {
    await withPython(home, "");
    assertEquals(await lookIn(home, { env: { VIRTUAL_ENV: home } }), {
      refusal: "UsageError: Cannot find TensorFlow: GRADNOISE_TENSORFLOW is " +
        `not set; VIRTUAL_ENV=${home} has none; the Python environment ` +
        `/the/environment has none; ${cacheIn(home)}/tensorflow has ` +
        'none. Run "deno task setup:tensorflow"',
    });
  }));

test("findTensorflow finds none of its own without a home folder", () =>
  withFolder(async (home) => {
    await withPython(home, "");
    const module = new URL("./find.ts", import.meta.url);
    const { stdout, stderr } = await runScript(
      `
      import os from "node:os";
      import { findTensorflow } from "${module}";
      os.homedir = () => null;
      console.log(await findTensorflow());
    `,
      { home, leave: ALL_LEAVE },
    );
    assertEquals([stdout, stderr], ["undefined", ""]);
  }));

test("findTensorflow needs no leave but its own for a named one", () =>
  withFolder(async (home) => {
    const folder = await makePackage(home);
    const leave = [
      `--allow-read=${home}`,
      "--allow-env=GRADNOISE_TENSORFLOW,INIT_CWD",
    ];
    const env = { GRADNOISE_TENSORFLOW: folder };
    assertEquals((await lookIn(home, { leave, env })).folder, folder);
  }));
