import { join } from "node:path";
import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../core/usage_error.ts";
import { DATA_DIR_VARIABLES, dataDirectory } from "./data_dir.ts";

const folder = import.meta.dirname!;

interface Variables {
  GRADNOISE_DATA_DIR?: string;
  INIT_CWD?: string;
}

/** What `dataDirectory(...args)` is in a process with these variables. */
function directoryIn(env: Variables, ...args: string[]): Promise<string> {
  const script = "console.log(dataDirectory(...Deno.args));";
  return outputIn(env, { script, args });
}

/**
 * What a script that knows `dataDirectory` prints in a process with these
 * variables, and with no more leave than the module says it needs: the
 * variables of this process belong to all tests that run at the same time.
 */
async function outputIn(
  env: Variables,
  { script, args = [] }: { script: string; args?: string[] },
): Promise<string> {
  const child = new Deno.Command("deno", {
    args: [
      "run",
      "--no-prompt",
      "--allow-sys=homedir",
      `--allow-env=${DATA_DIR_VARIABLES.join(",")}`,
      "-",
      ...args,
    ],
    cwd: folder,
    env: { GRADNOISE_DATA_DIR: "", INIT_CWD: "", ...env },
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const code = new Blob([
    'import { dataDirectory } from "./data_dir.ts";',
    script,
  ]);
  await code.stream().pipeTo(child.stdin);
  const { stdout } = await child.output();
  return new TextDecoder().decode(stdout).trimEnd();
}

test("dataDirectory prefers what is explicit, then the variable", async () => {
  const env = { GRADNOISE_DATA_DIR: join(folder, "of-variable") };
  assertEquals(await directoryIn(env, join(folder, "x")), join(folder, "x"));
  assertEquals(await directoryIn(env), join(folder, "of-variable"));
});

test("dataDirectory is in the user's cache folder otherwise", async () => {
  const path = await directoryIn({ INIT_CWD: folder });
  assertMatch(path, /^(\/|[A-Z]:).*gradnoise.*data$/);
  assertEquals(path.startsWith(folder), false);
});

test("dataDirectory is relative to where the user is", async () => {
  const inner = join(folder, "inner");
  assertEquals(
    await directoryIn({ INIT_CWD: inner }, "a/b"),
    join(inner, "a", "b"),
  );
  const env = { GRADNOISE_DATA_DIR: "c" };
  assertEquals(
    await directoryIn({ ...env, INIT_CWD: inner }),
    join(inner, "c"),
  );
  assertEquals(await directoryIn(env), join(folder, "c"));
});

test("a user without a home folder is told to set it or name one", async () => {
  const script = `import os from "node:os";
    os.homedir = () => null;
    try {
      dataDirectory();
    } catch ({ name, message }) {
      console.log(name, message);
    }`;
  assertMatch(
    await outputIn({}, { script }),
    /^UsageError .+: set HOME, or .+ --data-dir or GRADNOISE_DATA_DIR$/,
  );
});

test("dataDirectory refuses an empty --data-dir", () => {
  assertThrows(() => dataDirectory(""), UsageError, "--data-dir is empty");
});
