import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NO_COLOURS } from "../../core/spawn_deno.ts";

const MAIN = fileURLToPath(new URL("peers_main.ts", import.meta.url));
const READY = '{"type":"ready","title":"Fake","device":"abacus"}';

/** Starts the command; its temporary files go into `folder`. */
function start(
  args: readonly string[],
  { folder }: { folder?: string } = {},
): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "-A", MAIN, ...args],
    env: {
      ...NO_COLOURS,
      ...folder === undefined ? {} : { TMPDIR: folder },
    },
    ...{ stdin: "null", stdout: "piped", stderr: "piped" },
  }).spawn();
}

/** What the command leaves. */
async function outputOf(child: Deno.ChildProcess) {
  const { code, stdout, stderr } = await child.output();
  const text = new TextDecoder();
  return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}

/**
 * Calls `body` with the options for a Python that says it is ready and goes on
 * as the shell script `then`, and with the folder that only this Python is in.
 */
async function withPython(
  then: string,
  body: (python: readonly string[], folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const python = join(folder, "python");
  const script = `#!/bin/sh\necho '${READY}'\n${then}\n`;
  await Deno.writeTextFile(python, script, { mode: 0o755 });
  try {
    await body(["--python", python], folder);
    assertEquals([...Deno.readDirSync(folder)].length, 1);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A script that answers with these losses at once, and with 1 ms a step. */
function answering(losses: readonly number[]): string {
  const milliseconds = Array.from({ length: 25 }, () => 1);
  const ran = JSON.stringify({ type: "ran", losses, milliseconds });
  return `while read -r line; do
    case "$line" in
      *prepare*) echo '{"type":"prepared"}' ;;
      *) echo '${ran}' ;;
    esac
  done`;
}

const ONE_ROUND = [
  ...["--works", "f1-100", "--contenders", "wasm,jax", "--rounds", "1"],
];

test("an engine and a peer are timed by turns", async () => {
  // The losses that PyTorch has.
  const script = answering([2.302384, 2.254692, 2.233719]);
  await withPython(script, async (python, folder) => {
    const args = [...ONE_ROUND, ...python, "--json"];
    const { code, stdout, stderr } = await outputOf(start(args, { folder }));
    assertEquals(code, 0, stderr);
    assertMatch(
      stderr,
      /^starting wasm, jax\nwasm: on CPU.*\nFake: on abacus\n/,
    );
    const { works: [{ work, contenders }] } = JSON.parse(stdout);
    assertEquals(work, "f1-100");
    const [wasm, fake] = contenders;
    assertEquals([fake.id, fake.milliseconds], ["jax", 1]);
    assertEquals(wasm.ratios[0].median, wasm.milliseconds);
  });
});

test("nothing is timed if the peer trains otherwise", async () => {
  const script = answering([2.302384, 2.254692, 2.2]);
  await withPython(script, async (python, folder) => {
    const args = [...ONE_ROUND, ...python];
    const { code, stdout, stderr } = await outputOf(start(args, { folder }));
    assertEquals([code, stdout], [3, ""]);
    assertStringIncludes(
      stderr,
      "error: Cannot compare: Fake and wasm do not train alike, losses before update 3 are 2.2 and 2.23",
    );
  });
});

test("an interruption ends the contenders", async () => {
  await withPython("exec sleep 1000", async (python, folder) => {
    const child = start(["--contenders", "jax", ...python], { folder });
    let stderr = "";
    for await (
      const part of child.stderr.pipeThrough(new TextDecoderStream())
    ) {
      stderr += part;
      if (part.includes("Fake")) child.kill("SIGINT");
    }
    assertEquals((await child.status).code, 130);
    assertMatch(
      stderr,
      /^starting jax\nFake: on abacus\n(.+\n)*Interrupted: nothing is kept\n$/,
    );
    await child.stdout.cancel();
  });
});

test("a mistake is answered with one line", async () => {
  const child = start(["--works", "f2-100"]);
  const { code, stdout, stderr } = await outputOf(child);
  assertEquals([code, stdout], [2, ""]);
  assertMatch(stderr, /^error: Unknown work "f2-100": did you mean .+\n$/);
});

test("help is printed", async () => {
  const { code, stdout } = await outputOf(start(["--help"]));
  assertEquals(code, 0);
  assertMatch(stdout, /Usage: deno task bench:peers/);
});
