/**
 * Runs in worker processes that keep their state, and are stopped or killed.
 *
 * @module
 */
import {
  assert,
  assertEquals,
  assertGreater,
  assertLessOrEqual,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { beforeAll, test } from "@std/testing/bdd";
import { join } from "node:path";
import { Interruption } from "../../core/exit_code.ts";
import { decodeTensorFile, encodeTensorFile } from "../../core/tensor_file.ts";
import { openEngine } from "../../engines/mod.ts";
import type { TrainingSnapshot } from "../../suites/executor.ts";
import type { RunOutcome } from "../../suites/suite.ts";
import { encodeCheckpoint } from "../records/checkpoint.ts";
import { divergenceOf } from "../commands/divergence.ts";
import { runIdentity } from "../records/run_identity.ts";
import { trainingWith, withFolder } from "../testing.ts";
import { bytesOf } from "../records/testing.ts";
import { RunFailure } from "./run_failure.ts";
import { startWorker, type Worker } from "./worker.ts";

/** Long enough to be stopped on the way. */
const LONG = { settings: trainingWith({ maxEpochs: 100 }), seed: 0 };

/** Does the long run in a worker that keeps it in a folder. */
async function kept(
  path: string,
  { checkpointEvery, onProgress = () => {} }: {
    checkpointEvery?: number;
    onProgress?: (worker: Worker) => void;
  } = {},
): Promise<{ outcome: RunOutcome; notices: string[] }> {
  const worker = await startWorker({ name: "cpu" }, {
    folder: { path },
    checkpointEvery,
  });
  const notices: string[] = [];
  try {
    const { outcome } = await worker.run(LONG, {
      onProgress: () => onProgress(worker),
      onNotice: (message) => notices.push(message),
    });
    return { outcome, notices };
  } finally {
    worker.kill();
  }
}

/** What the long run ends with. */
let outcome: RunOutcome;

beforeAll(async () => {
  await withFolder(async (path) => {
    ({ outcome } = await kept(path));
    // It was too short for one.
    assertEquals([...Deno.readDirSync(path)], []);
  });
});

/** The only checkpoint in a results folder. */
function checkpointIn(path: string): string {
  const folder = join(path, "checkpoints");
  // One that was killed may have left half of another.
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name)
    .filter((name) => !name.startsWith(".writing-"));
  assertEquals(names.length, 1);
  return join(folder, names[0]!);
}

test("a run that is stopped, or killed, goes on in another worker", async () => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGKILL"] as const) {
    await withFolder(async (folder) => {
      const path = join(folder, "a, b");
      await Deno.mkdir(path);
      let said = 0;
      const { message } = await assertRejects(
        () =>
          kept(path, {
            checkpointEvery: 0,
            // With the second progress there is a checkpoint.
            onProgress: ({ pid }) => {
              if (++said === 2) Deno.kill(pid, signal);
            },
          }),
        signal === "SIGINT" ? Interruption : RunFailure,
      );
      if (signal !== "SIGINT") assertStringIncludes(message, signal);
      const file = checkpointIn(path);
      const { metadata } = decodeTensorFile(await Deno.readFile(file));
      assertGreater(JSON.parse(metadata.counters!).steps, 0);
      assertEquals(await kept(path), { outcome, notices: [] });
    });
  }
});

test("a bit that changes on the way is located", async () => {
  await withFolder(async (path) => {
    let said = 0;
    await assertRejects(
      () =>
        kept(path, {
          checkpointEvery: 0,
          onProgress: ({ pid }) => {
            if (++said === 2) Deno.kill(pid, "SIGTERM");
          },
        }),
      RunFailure,
    );
    const file = checkpointIn(path);
    const { metadata, tensors } = decodeTensorFile(await Deno.readFile(file));
    const [name] = Object.keys(tensors);
    tensors[name!]!.values[0]! += 1;
    await Deno.writeFile(
      file,
      bytesOf(encodeTensorFile({ metadata, tensors })),
    );
    const { steps } = JSON.parse(metadata.counters!);
    const found = await kept(path);
    const { parameters, loss } = divergenceOf(outcome, found.outcome)!;
    // Hashes collide once in a while.
    assert(loss! > steps && loss! <= steps + 2);
    assertLessOrEqual(parameters!.sameAfter!, steps);
    assertGreater(parameters!.otherAfter, steps);
    assertEquals(`parameters/${parameters!.tensors[0]}`, name);
  });
});

test("a checkpoint that is damaged or of something else is not used", async () => {
  await withFolder(async (path) => {
    await kept(path, { checkpointEvery: 0 });
    const file = checkpointIn(path);
    const bytes = await Deno.readFile(file);
    const foreign = encodeCheckpoint(
      {
        snapshot: { counters: {}, tensors: {} } as TrainingSnapshot,
        seconds: 0,
      },
      {
        ...runIdentity(LONG.settings, {
          seed: 0,
          engine: (await openEngine("cpu")).fingerprint,
        }),
        sources: "other",
      },
    );
    const cases: readonly (readonly [Uint8Array, string])[] = [
      [
        bytes.with(bytes.length - 1, 77),
        "damaged: it does not match its checksum",
      ],
      [bytes.subarray(0, 1000), "damaged: it is cut short"],
      [new Uint8Array(), "damaged: it is cut short"],
      [bytesOf(foreign), "of other sources"],
    ];
    for (const [content, said] of cases) {
      await Deno.writeFile(file, content);
      assertEquals(await kept(path), {
        outcome,
        notices: [`its checkpoint is ${said}; it starts anew`],
      });
    }
  });
});

test("where no checkpoint can be written the run goes on", async () => {
  await withFolder(async (path) => {
    await Deno.writeTextFile(join(path, "checkpoints"), "");
    const found = await kept(path, { checkpointEvery: 0 });
    assertEquals(found.outcome, outcome);
    const [unread, unwritten, ...further] = found.notices;
    assertMatch(
      unread!,
      /^its checkpoint cannot be read \(.+\); it starts anew$/,
    );
    assertMatch(unwritten!, /^no checkpoint can be written \(.+\); it goes on/);
    assertEquals(further, []);
  });
});

test("a results folder's own configuration is not read", async () => {
  await withFolder(async (path) => {
    await Deno.writeTextFile(
      join(path, "deno.json"),
      '{"imports": {"@std/cli": "./evil.ts"}, "nodeModulesDir": "none"}',
    );
    await Deno.writeTextFile(join(path, "evil.ts"), "Deno.exit(66)");
    assertEquals(await kept(path), { outcome, notices: [] });
  });
});
