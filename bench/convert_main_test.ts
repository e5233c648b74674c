import { assertEquals, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { fileURLToPath } from "node:url";
import { NO_COLOURS } from "../core/spawn_deno.ts";

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const RECORDED = pathOf("testdata/deno_bench.json");

/** What the command leaves, given `stdin`. */
async function outputOf(args: readonly string[], stdin = "") {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "-A", pathOf("convert_main.ts"), ...args],
    ...{ stdin: "piped", stdout: "piped", stderr: "piped" },
    env: NO_COLOURS,
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(stdin));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  const text = new TextDecoder();
  return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}

test("a file and standard input are converted alike", async () => {
  const ofFile = await outputOf(["--to", "bencher", RECORDED]);
  assertEquals(ofFile.code, 0, ofFile.stderr);
  assertEquals(Object.keys(JSON.parse(ofFile.stdout)).length, 6);
  const text = await Deno.readTextFile(RECORDED);
  assertEquals(await outputOf(["--to=bencher"], text), ofFile);
});

test("help is printed", async () => {
  const { code, stdout } = await outputOf(["--help"]);
  assertEquals(code, 0);
  assertMatch(stdout, /Usage: deno task bench:convert --to FORMAT \[FILE\]/);
});

const MISTAKES = [
  [[], /Cannot convert without a format: name one with --to, there are ben/],
  [["--to", "benchr"], /Unknown format "benchr": did you mean bencher\?/],
  [
    ["--to", "bencher,github-action-benchmark"],
    /Unknown format "bencher,github-action-benchmark": did you mean/,
  ],
  [["--to", "bencher"], /results from standard input: it is not JSON/],
  [
    ["--to", "bencher", "none.json"],
    /Cannot use benchmark results .*none.json: No such file/,
  ],
  [["--to", "bencher", "a", "b"], /Cannot convert "b" too: this task takes/],
] as const;

for (const [args, message] of MISTAKES) {
  test(`"${args.join(" ")}" is answered with one line`, async () => {
    const { code, stdout, stderr } = await outputOf(args);
    assertEquals([code, stdout], [2, ""]);
    assertMatch(stderr, /^error: .+\n$/);
    assertMatch(stderr, message);
  });
}
