import { assertEquals, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { fileURLToPath } from "node:url";
import { NO_COLOURS } from "../core/spawn_deno.ts";

const MAIN = fileURLToPath(new URL("methods_main.ts", import.meta.url));

/** Starts the command. */
function start(args: readonly string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "-A", MAIN, ...args],
    env: NO_COLOURS,
    ...{ stdin: "null", stdout: "piped", stderr: "piped" },
  }).spawn();
}

/** What the command leaves. */
async function outputOf(args: readonly string[]) {
  const { code, stdout, stderr } = await start(args).output();
  const text = new TextDecoder();
  return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}

const ONE_ROUND = [
  ...["--networks", "f1", "--methods", "full-fisher", "--rounds", "1"],
];

test("a method is timed beside plain SGD", async () => {
  const args = [...ONE_ROUND, "--engine", "tensorflow", "--json"];
  const { code, stdout, stderr } = await outputOf(args);
  assertEquals(code, 0, stderr);
  assertMatch(
    stderr,
    /^tensorflow: on .+\nF1, Adam: first steps of sgd\n/,
  );
  const { engine, works: [{ network, methods, rounds }] } = JSON.parse(stdout);
  assertEquals([engine, network, rounds.length], ["tensorflow", "f1", 1]);
  assertEquals(
    methods.map(({ id }: { id: string }) => id),
    ["sgd", "full-fisher"],
  );
  assertEquals(
    methods[1].ratio.median,
    methods[1].milliseconds / methods[0].milliseconds,
  );
});

test("an interruption is one", async () => {
  const child = start([...ONE_ROUND.slice(0, -1), "9999"]);
  let stderr = "";
  for await (const part of child.stderr.pipeThrough(new TextDecoderStream())) {
    stderr += part;
    if (/on .+\n/.test(part)) child.kill("SIGINT");
  }
  assertEquals((await child.status).code, 130);
  assertMatch(stderr, /\nInterrupted: nothing is kept\n$/);
  await child.stdout.cancel();
});

test("a mistake is answered with one line", async () => {
  const { code, stdout, stderr } = await outputOf(["--methods", "gcn"]);
  assertEquals([code, stdout], [2, ""]);
  assertMatch(stderr, /^error: Unknown method "gcn": did you mean gnc\?.+\n$/);
});

test("help is printed", async () => {
  const { code, stdout } = await outputOf(["--help"]);
  assertEquals(code, 0);
  assertMatch(stdout, /Usage: deno task bench:methods/);
});
