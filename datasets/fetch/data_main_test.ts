import { join } from "node:path";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { STOP_SIGNALS } from "../../core/stop_signals.ts";
import { DATA_DIR_VARIABLES, dataDirectory } from "../data_dir.ts";
import { FETCH_HELP } from "./fetch_arguments.ts";
import {
  type FlakyServer,
  type Misbehaviour,
  serveFlakily,
} from "./testing_flaky_server.ts";
import { loadDataset, SOURCES } from "../mod.ts";

/** Starts `deno task data` with the least permissions. */
function startDataMain(args: string[]): Deno.ChildProcess {
  const variables = [...DATA_DIR_VARIABLES, "GRADNOISE_DATA_MIRROR"];
  return new Deno.Command("deno", {
    args: [
      "run",
      "--no-prompt",
      "--allow-run=deno",
      "--allow-sys=homedir",
      `--allow-env=${variables.join(",")}`,
      new URL("./data_main.ts", import.meta.url).href,
      ...args,
    ],
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function runDataMain(args: string[]) {
  const { code, stdout, stderr } = await startDataMain(args).output();
  const decoder = new TextDecoder();
  return {
    code,
    stdout: decoder.decode(stdout),
    lines: decoder.decode(stderr).trimEnd().split("\n"),
  };
}

/** Calls `body` with a mirror of the real data and an empty folder. */
async function withMirror(
  misbehaviours: readonly Misbehaviour[],
  body: (given: {
    server: FlakyServer;
    dataDir: string;
    args: string[];
  }) => Promise<void>,
): Promise<void> {
  const from = dataDirectory();
  const server = serveFlakily(
    (path) => Deno.readFileSync(join(from, path)),
    misbehaviours,
  );
  const dataDir = await Deno.makeTempDir();
  const args = ["mnist", `--data-dir=${dataDir}`, `--mirror=${server.address}`];
  try {
    await body({ server, dataDir, args });
  } finally {
    await server.close();
    await Deno.remove(dataDir, { recursive: true });
  }
}

test("data fetches a data set that then loads, once", () =>
  withMirror([], async ({ server, dataDir, args }) => {
    const first = await runDataMain(args);
    assertEquals([first.code, first.stdout], [0, ""]);
    const folder = join(dataDir, "mnist");
    assertEquals(
      first.lines.at(-3),
      `MNIST: 4 files in ${folder}, 4 fetched, sha256 verified`,
    );
    assertEquals(first.lines.at(-2), `  Licence: ${SOURCES.mnist.licence}`);
    const { train } = await loadDataset("mnist", { dataDir });
    assertEquals(train.count, 60_000);
    const second = await runDataMain(args);
    assertEquals(
      [second.code, second.lines[0]],
      [0, `MNIST: 4 files in ${folder}, all here, sha256 verified`],
    );
    assertEquals(
      server.requests.map(({ path }) => path),
      SOURCES.mnist.files.map(({ name }) => `/mnist/${name}`),
    );
    const third = await runDataMain([...args, "--quiet"]);
    assertEquals(third, { code: 0, stdout: "", lines: [""] });
  }));

for (const signal of STOP_SIGNALS) {
  test(`data that is interrupted by ${signal} goes on where it stopped`, () =>
    withMirror([{ stallAfter: 5_000_000 }, {}], async (given) => {
      const child = startDataMain(given.args);
      const stderr = child.stderr.pipeThrough(new TextDecoderStream());
      let shown = "";
      let signals = 0;
      for await (const text of stderr) {
        shown += text;
        if (signals === 0 && shown.includes(" 50 %")) {
          child.kill(signal);
          signals++;
        }
      }
      assertEquals(
        shown.trimEnd().split("\n").at(-1),
        "Interrupted: run this again to go on from here",
      );
      await child.stdout.cancel();
      assertEquals((await child.status).code, 130);
      const folder = join(given.dataDir, "mnist");
      const part = "train-images-idx3-ubyte.gz.part";
      const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
      assertEquals(names.sort(), [".fetch.lock", part]);
      const { size } = await Deno.stat(join(folder, part));
      assertEquals((await runDataMain(given.args)).code, 0);
      const ranges = given.server.requests.map(({ range }) => range);
      assertEquals(ranges.slice(0, 3), [null, `bytes=${size}-`, null]);
    }));
}

test("data prints its help on stdout", async () => {
  const help = await runDataMain(["--help"]);
  assertEquals(help, { code: 0, stdout: `${FETCH_HELP}\n`, lines: [""] });
});

test("data answers a mistake with one line and the nearest name", async () => {
  const { code, stdout, lines } = await runDataMain(["fashion"]);
  assertEquals([code, stdout, lines.length], [2, "", 1]);
  assertStringIncludes(
    lines[0]!,
    'error: Unknown data set "fashion": the nearest is "fashion-mnist"',
  );
});
