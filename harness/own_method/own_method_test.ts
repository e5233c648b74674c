import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { evaluatedWith } from "../../core/testing_environment.ts";
import { UsageError } from "../../core/usage_error.ts";
import { openEngine } from "../../engines/mod.ts";
import { importOwnMethod } from "./import_own_method.ts";
import { checkHasPlace, ownMethod } from "./own_method.ts";
import { ownReport } from "./own_report.ts";
import { makePlan } from "../running/plan.ts";
import { suiteText } from "../terminal/suite_report.ts";
import {
  claimOn,
  claimWith,
  FINGERPRINT,
  outcomeWith,
  recordsOf,
  settingsWith,
  trainingWith,
  verdictWith,
  withFolder,
} from "../testing.ts";
import { startWorker } from "../running/worker.ts";

const METHOD = { name: "mine", digest: "d1" };
const PLAIN = `{
  name: "own", place: "example weights", minibatches: 1,
  sampling: "independent",
  weights: (size) => new Float32Array(size).fill(1 / size),
}`;

/** Calls `body` with the path of a file of this text in a new folder. */
async function withFile(
  text: string,
  body: (path: string) => Promise<void>,
): Promise<void> {
  await withFolder(async (path) => {
    const file = join(path, "mine.ts");
    await Deno.writeTextFile(file, text);
    await body(file);
  });
}

/** The example of methods/README.md. */
async function example(): Promise<string> {
  const readme = await Deno.readTextFile(
    new URL("../../methods/README.md", import.meta.url),
  );
  const section = readme.split("## A method of your own")[1]!;
  return /```ts\n([^`]*)```/.exec(section)![1]!;
}

test("the README's example trains in a worker, and not as plain SGD", async () => {
  await withFile(await example(), async (file) => {
    const method = await ownMethod(file);
    assertEquals([method.name, method.files], ["mine", [file]]);
    assertMatch(method.digest, /^[0-9a-f]{64}$/);
    const claim = claimOn({ a: trainingWith({ maxEpochs: 2 }) });
    const { runs } = makePlan([claim], {
      ...{ tier: "smoke", engine: FINGERPRINT, choice: [0], method },
    });
    const worker = await startWorker({ name: "cpu" }, { method });
    try {
      const losses = [];
      for (const { identity: { settings, seed } } of runs) {
        const { outcome } = await worker.run({ settings, seed }, {});
        losses.push(outcome.metrics.training_loss!.value);
      }
      assertEquals(losses.length, 2);
      assert(losses.every(Number.isFinite));
      assertNotEquals(losses[0], losses[1]);
    } finally {
      worker.kill();
    }
  });
});

test("what a method imports is part of it, but for the library", async () => {
  const text = `import { SHARE } from "./share.ts";
    import { rootKey } from "@gradnoise/gradnoise";
    export default ${PLAIN};`;
  await withFile(text, async (file) => {
    const share = join(file, "..", "share.ts");
    await Deno.writeTextFile(share, "export const SHARE = 1;");
    const before = await ownMethod(file);
    assertEquals(before.files, [file, share]);
    await Deno.writeTextFile(share, "export const SHARE = 2;");
    assertNotEquals((await ownMethod(file)).digest, before.digest);
    const engine = await openEngine("cpu");
    await assertRejects(
      () => importOwnMethod(before, { engine }),
      UsageError,
      "it was changed while runs were made with it",
    );
  });
});

test("code in the repository's folder that is not the library's is part of it too", async () => {
  const helper = fileURLToPath(new URL("../quoted.ts", import.meta.url));
  const text = `import "${pathToFileURL(helper)}"; export default ${PLAIN};`;
  await withFile(text, async (file) => {
    assertEquals((await ownMethod(file)).files, [file, helper]);
  });
});

test("so is what lies beside the library's own files", async () => {
  const library = new URL("../../mod.ts", import.meta.url);
  const helper = new URL("../../methods/testdata/points.ts", import.meta.url);
  const text =
    `import "${library}"; import "${helper}"; export default ${PLAIN};`;
  await withFile(text, async (file) => {
    assertEquals((await ownMethod(file)).files, [file, fileURLToPath(helper)]);
  });
});

for (
  const [text, said] of [
    ["export default 3 +;", "SyntaxError"],
    ['import "./gone.ts";', "Module not found"],
    ["export const method = 3;", "its default export must be a method"],
    ["throw new Error('no');", "it cannot be imported (no)"],
    [`export default {...${PLAIN}, minibatches: 2};`, "weights must be a"],
  ] as const
) {
  test(`a file with ${JSON.stringify(text.slice(0, 20))} is refused`, async () => {
    await withFile(text, async (file) => {
      const engine = await openEngine("cpu");
      const { message } = await assertRejects(
        async () => await importOwnMethod(await ownMethod(file), { engine }),
        UsageError,
      );
      assertStringIncludes(message, `Cannot use method ${file}: `);
      assertStringIncludes(message, said);
      assertEquals(message.split("\n").length, 1);
    });
  });
}

test("a file that is not there is refused", async () => {
  await withFolder(async (path) => {
    await assertRejects(
      () => ownMethod(join(path, "none.ts")),
      UsageError,
      "Module not found",
    );
  });
});

for (
  const [said, why] of [
    ["", "it cannot be read"],
    [
      "Download https://packages.invalid/x\nerror: no such package\n  at x\n",
      "no such package",
    ],
    [
      "error: The lockfile is out of date. Run `deno install`\nchanges:\n",
      "it may import only packages that the project has",
    ],
  ] as const
) {
  test(`of a Deno that fails the reason is quoted: "${why}"`, async () => {
    await withFolder(async (path) => {
      await Deno.writeTextFile(join(path, "said"), said);
      const script = `#!/bin/sh\ncat '${join(path, "said")}' >&2\nexit 1\n`;
      await Deno.writeTextFile(join(path, "deno"), script, { mode: 0o755 });
      const module = new URL("own_method.ts", import.meta.url);
      const { name, message } = await evaluatedWith(module, {
        expression: 'module.ownMethod("/mine.ts")',
        env: { PATH: `${path}:${Deno.env.get("PATH")}` },
      }) as Error;
      assertEquals(name, "UsageError");
      assertStringIncludes(message, `Cannot use method /mine.ts: ${why}; see`);
    });
  });
}

test("a worker that cannot use a method says so", async () => {
  await withFile("export default 3;", async (file) => {
    const method = await ownMethod(file);
    await assertRejects(
      () => startWorker({ name: "cpu" }, { method }),
      UsageError,
      "its default export must be a method",
    );
  });
});

/** Plain SGD in cell "a", another method in "b", no training in "c". */
const CLAIM = claimOn({
  a: trainingWith(),
  b: trainingWith({
    method: { name: "noise enhancement", alpha: 2, sampling: "independent" },
  }),
  c: settingsWith(1),
});

function planWith(method: typeof METHOD | undefined) {
  return makePlan([CLAIM], {
    ...{ tier: "desk", engine: FINGERPRINT, choice: undefined, method },
  });
}

test("each cell with plain SGD has a companion, beside the claim", () => {
  const plan = planWith(METHOD);
  const [suite] = plan.suites;
  const [companion, ...others] = suite!.own!;
  assertEquals(others, []);
  assertEquals([companion!.id, companion!.plain], ["user: mine, a", "a"]);
  assertEquals(companion!.settings, {
    ...trainingWith(),
    method: { name: "user's own", digest: "d1" },
  });
  const without = planWith(undefined);
  assertEquals(suite!.cells, without.suites[0]!.cells);
  assertEquals(plan.runs.length, without.runs.length + 2);
  const other = planWith({ ...METHOD, digest: "d2" }).suites[0]!.own![0]!;
  assertNotEquals(other.runs.get(0), companion!.runs.get(0));
});

test("its accuracy is compared with plain SGD's, beside the verdict", () => {
  const plan = planWith(METHOD);
  const [suite] = plan.suites;
  const records = recordsOf(plan, (cell, seed) => {
    const value = cell.startsWith("user") ? 75 + seed / 2 : 70 + seed;
    return outcomeWith({
      metrics: { test_accuracy: { value, unit: "percent" } },
    });
  });
  const { own } = ownReport(suite!, { tier: "desk", records });
  const [finding] = own!.findings;
  assertEquals(finding!.statement, "test accuracy: user: mine, a > a");
  assertEquals(finding!.outcome, "reproduced");
  const text = suiteText({
    ...{ claim: CLAIM, cells: [], verdict: verdictWith(), own: own! },
  });
  assertStringIncludes(text, "your method, which is no part of the verdict:");
  assertMatch(text, /user: mine, a > a: [^]*→\s+better/);
  assertEquals(ownReport(suite!, { tier: "desk", records: new Map() }), {});
});

test("with one seed its numbers are shown, and why nothing is compared", () => {
  const plan = makePlan([CLAIM], {
    ...{ tier: "desk", engine: FINGERPRINT, choice: [0], method: METHOD },
  });
  const { own } = ownReport(plan.suites[0]!, {
    ...{ tier: "desk", records: recordsOf(plan) },
  });
  assertEquals([own!.cells.length, own!.findings], [1, []]);
  const text = suiteText({
    ...{ claim: CLAIM, cells: [], verdict: verdictWith(), own: own! },
  });
  assertStringIncludes(
    text,
    "your method, which is no part of the verdict:\n    a comparison needs at least 2 seeds",
  );
});

test("where it has no place, and on other machines, it is refused", () => {
  checkHasPlace([claimWith(), CLAIM], { tier: "desk", slurm: false });
  assertThrows(
    () => checkHasPlace([claimWith()], { tier: "desk", slurm: false }),
    UsageError,
    "Cannot use --method with made-up: no cell at the desk tier",
  );
  assertThrows(
    () => checkHasPlace([CLAIM], { tier: "desk", slurm: true }),
    UsageError,
    "--launcher slurm",
  );
});
