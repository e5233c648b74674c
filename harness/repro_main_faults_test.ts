/**
 * Calls of `deno task repro` that something goes wrong with.
 *
 * @module
 */
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { dataDirectory } from "../datasets/data_dir.ts";
import { withFolder } from "./testing.ts";
import { recordsIn } from "./records/testing.ts";
import {
  outputOf,
  signalAfter,
  startMain,
  startTask,
} from "./testing_process.ts";
import {
  finishedBeforeAll,
  onWasm,
  outcomesIn,
  repro,
  SUITE,
  withCopy,
} from "./testing_repro.ts";

const FIRST_FINISHED = "[1/3]";
const finished = finishedBeforeAll();

test("a damaged record is set aside and its run done again", async () => {
  await withCopy(finished, async (path) => {
    const before = await outcomesIn(path);
    const { name } = before.find(({ identity }) =>
      identity.settings.datasets.length === 0
    )!;
    await Deno.truncate(join(path, name), 100);
    const { code, stderr } = await repro(
      [SUITE, "--results", path, "--no-gate", "--quiet"],
    );
    assertEquals(code, 0);
    assertMatch(stderr, /^.+: its record is damaged, moved to .+\n$/);
    assertStringIncludes(stderr, `${join(path, name)}.damaged;`);
    assertEquals((await Deno.stat(join(path, `${name}.damaged`))).size, 100);
    assertEquals(await outcomesIn(path), before);
  });
});

test("a killed call and an interrupted one are gone on with", async () => {
  await withFolder(async (path) => {
    const args = [SUITE, "--results", "my results", "--no-gate", "--jobs", "1"];
    const results = join(path, "my results");
    const killed = await signalAfter(
      startMain("repro_main.ts", onWasm(args), { cwd: path }),
      { text: FIRST_FINISHED, signal: "SIGKILL" },
    );
    assertEquals(killed.stdout, "");
    const kept = recordsIn(results).length;
    assert(kept >= 1);

    // A relative path is meant from where the person is.
    const interrupted = await signalAfter(
      startTask(["repro", ...onWasm(args)], { cwd: path }),
      { text: `${kept} of them finished before\n`, signal: "SIGINT" },
    );
    assertEquals([interrupted.code, interrupted.stdout], [130, ""]);
    assertMatch(
      interrupted.stderr,
      /Interrupted: \d of 3 runs are finished and kept; run the same command again to go on\n$/,
    );

    const dataDir = join(path, "my, data");
    await Deno.symlink(dataDirectory(), dataDir);
    const { code, stderr } = await repro([...args, "--data-dir", "my, data"], {
      cwd: path,
    });
    assertEquals(code, 0, stderr);
    assertMatch(stderr, /3 runs, [12] of them finished before\n/);
    // One job here, two there.
    assertEquals(await outcomesIn(results), await outcomesIn(finished.path));
  });
});

test("a method whose check never ends can be interrupted", async () => {
  await withFolder(async (path) => {
    const method = join(path, "endless.ts");
    await Deno.writeTextFile(method, "while (true) {}");
    const args = ["ne-large-batch-same-alpha", "--method", method];
    const { code, stdout, stderr } = await signalAfter(
      startTask(["repro", ...onWasm([...args, "--results", path])]),
      { text: "checking method endless before any run\n", signal: "SIGINT" },
    );
    assertEquals([code, stdout], [130, ""], stderr);
    assertMatch(stderr, /Interrupted: run the same command again to go on\n$/);
  });
});

/**
 * Leaves a "deno" that as a worker says that it is ready, and dies with its
 * first run.
 */
async function leaveDying(folder: string, death: string): Promise<void> {
  const ready = {
    type: "ready",
    engine: { engine: "wasm" },
    device: "made up",
    environment: {},
  };
  const deno = join(folder, "deno");
  await Deno.writeTextFile(
    deno,
    `#!/bin/sh
case "$*" in *worker_main*) ;; *) exec "${Deno.execPath()}" "$@" ;; esac
echo '${JSON.stringify(ready)}'
read request
${death}
`,
  );
  await Deno.chmod(deno, 0o755);
}

test("a worker that dies fails its run, and the next call retries that", async () => {
  await withFolder(async (path) => {
    const args = [SUITE, "--results", join(path, "results"), "--quiet"];
    const env = { PATH: `${path}:${Deno.env.get("PATH")}` };
    const call = async (args: readonly string[]) =>
      await outputOf(startMain("repro_main.ts", onWasm(args), { env }));
    await leaveDying(path, "exit 9");
    const { code, stdout, stderr } = await call([...args, "--json"]);
    assertEquals(code, 3);
    assertEquals(JSON.parse(stdout).exitCode, 3);
    assertEquals(JSON.parse(stdout).runs.failed.length, 3);
    const lines = stderr.trimEnd().split("\n");
    assertEquals(lines.length, 3, stderr);
    for (const line of lines) {
      assertMatch(
        line,
        /^.+ seed 0 failed: worker process \d+ ended with code 9$/,
      );
    }

    await leaveDying(path, "echo '\nF a check\nfailed' >&2; kill -SEGV $$");
    const again = await call(args);
    const [first, ...others] = again.stderr.trimEnd().split("\n");
    assertMatch(
      first!,
      /^.+ failed: worker process \d+ was ended by SIGSEGV \| F a check \| failed$/,
    );
    assertEquals(
      others.at(-1),
      `3 of 3 runs failed, so there is no verdict on ${SUITE}; run the same command again to retry`,
    );
  });
});

test("without deno on the path the line says so", async () => {
  await withFolder(async (path) => {
    const args = [SUITE, "--results", path, "--quiet"];
    const env = { PATH: path };
    const child = startMain("repro_main.ts", onWasm(args), { env });
    const { code, stderr } = await outputOf(child);
    assertEquals(code, 2);
    assertMatch(stderr, /^error: Cannot start "deno".+PATH\n$/);
  });
});
