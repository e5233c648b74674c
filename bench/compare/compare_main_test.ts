import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NO_COLOURS } from "../../core/spawn_deno.ts";

const MAIN = fileURLToPath(new URL("compare_main.ts", import.meta.url));

/** What a checkout made up for a test does when it is asked for steps. */
interface Fake {
  /** Of every step. */
  readonly milliseconds?: number;
  readonly losses?: readonly number[];
  /** TypeScript that is run first. */
  readonly first?: string;
}

/** Writes a checkout whose processes say on standard error that they start. */
async function writeCheckout(
  folder: string,
  { milliseconds = 1, losses = [3, 2, 1], first = "" }: Fake,
): Promise<void> {
  const peers = join(folder, "bench", "peers");
  await Deno.mkdir(peers, { recursive: true });
  await Deno.writeTextFile(join(folder, "deno.json"), "{}");
  await Deno.writeTextFile(
    join(peers, "worker_main.ts"),
    `import { createInterface } from "node:readline";
import process from "node:process";
const say = (answer: object) => console.log(JSON.stringify(answer));
console.error(\`${folder.at(-1)} \${Deno.args.join(" ")}\`);
say({ type: "ready", title: "Fake", device: "abacus" });
for await (const line of createInterface({ input: process.stdin })) {
  const { type, steps } = JSON.parse(line);
  if (type === "prepare") {
    say({ type: "prepared" });
    continue;
  }
  ${first};
  const milliseconds = Array.from({ length: steps }, () => ${milliseconds});
  say({ type: "ran", losses: ${JSON.stringify(losses)}, milliseconds });
}
`,
  );
}

/** Calls `body` with what starts the command on two checkouts, "a" and "b". */
async function withCheckouts(
  { a, b }: { a: Fake; b: Fake },
  body: (
    start: (...args: string[]) => Deno.ChildProcess,
    folder: string,
  ) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const [base, head] = [join(folder, "a"), join(folder, "b")];
    await writeCheckout(base, a);
    await writeCheckout(head, b);
    const start = (...args: string[]) =>
      new Deno.Command(Deno.execPath(), {
        args: [
          ...["run", "--no-prompt", "-A", MAIN, base, head],
          ...["--works", "f1-100", "--samples", "7", "--threads", "2", ...args],
        ],
        env: { ...NO_COLOURS, TMPDIR: folder },
        ...{ stdin: "null", stdout: "piped", stderr: "piped" },
      }).spawn();
    await body(start, folder);
    const left = [...Deno.readDirSync(folder)].filter(({ name }) =>
      name.startsWith("gradnoise-")
    );
    assertEquals(left, []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What the command leaves. */
async function outputOf(child: Deno.ChildProcess) {
  const { code, stdout, stderr } = await child.output();
  const text = new TextDecoder();
  return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}

test("a slower head fails, after fresh processes in pairs by turns", async () => {
  await withCheckouts(
    { a: { milliseconds: 10 }, b: { milliseconds: 12 } },
    async (start, folder) => {
      const summary = join(folder, "summary.md");
      const { code, stdout, stderr } = await outputOf(
        start("--summary", summary),
      );
      assertEquals(code, 1, stderr);
      assertMatch(stdout, /│ 1\.200 +│ 1\.200 to 1\.200 │ slower +│/);
      assertStringIncludes(await Deno.readTextFile(summary), "**slower**");
      const started = stderr.split("\n").filter((line) => /^[ab] /.test(line));
      // First what is compared in the first steps, then what is timed.
      assertEquals(
        started,
        [..."ab", ..."abbaabbaabbaab"].map((side) => `${side} wasm 2`),
      );
    },
  );
});

test("a head that is as fast, or slower within the margin, does not", async () => {
  await withCheckouts(
    { a: { milliseconds: 10 }, b: { milliseconds: 12 } },
    async (start) => {
      const { code, stdout } = await outputOf(
        start("--margin", "25", "--json"),
      );
      assertEquals(code, 0);
      const { engine, margin, works: [work] } = JSON.parse(stdout);
      assertEquals([engine, margin], ["wasm", 0.25]);
      assertEquals([work.work, work.slowness], ["f1-100", "not slower"]);
      assertEquals(work.samples.length, 7);
    },
  );
});

test("checkouts that do not train alike are not compared", async () => {
  await withCheckouts({ a: {}, b: { losses: [3, 2, 1.5] } }, async (start) => {
    const { code, stderr } = await outputOf(start());
    assertEquals(code, 3);
    assertStringIncludes(stderr, "base and head do not train alike");
  });
});

test("the death of a process is told", async () => {
  await withCheckouts(
    { a: {}, b: { first: "Deno.exit(9)" } },
    async (start) => {
      const { code, stderr } = await outputOf(start());
      assertEquals(code, 3);
      assertStringIncludes(
        stderr,
        "error: Cannot go on: head ended with code 9",
      );
    },
  );
});

test("an interruption ends what runs", async () => {
  const first = "await new Promise((done) => setTimeout(done, 1e6))";
  await withCheckouts({ a: { first }, b: {} }, async (start) => {
    const child = start();
    let stderr = "";
    for await (
      const part of child.stderr.pipeThrough(new TextDecoderStream())
    ) {
      stderr += part;
      if (part.includes("a wasm")) child.kill("SIGINT");
    }
    assertEquals((await child.status).code, 130);
    assert(stderr.endsWith("Interrupted: nothing is kept\n"), stderr);
    await child.stdout.cancel();
  });
});

test("a folder that is no checkout is refused", async () => {
  await withCheckouts({ a: {}, b: {} }, async (start, folder) => {
    await Deno.remove(join(folder, "b", "bench"), { recursive: true });
    const { code, stdout, stderr } = await outputOf(start());
    assertEquals([code, stdout], [2, ""]);
    assertMatch(stderr, /\nerror: Cannot compare with head .+ no bench.+\n$/);
  });
});
