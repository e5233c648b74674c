import {
  assert,
  assertEquals,
  assertGreater,
  assertMatch,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { Interruption } from "../../core/exit_code.ts";
import { evaluatedWith } from "../../core/testing_environment.ts";
import { UsageError } from "../../core/usage_error.ts";
import { openEngine } from "../../engines/mod.ts";
import type { RunProgress } from "../../suites/suite.ts";
import { environment } from "../host/environment.ts";
import { ENDLESS, settingsWith, trainingWith, withFolder } from "../testing.ts";
import { RunFailure } from "./run_failure.ts";
import { startWorker, type Worker } from "./worker.ts";

const SHORT = { settings: trainingWith(), seed: 0 };

/** Calls `body` with a worker, and ends that afterwards. */
async function withWorker(
  body: (worker: Worker) => Promise<void>,
  dataDir?: string,
): Promise<void> {
  const worker = await startWorker(
    { name: "cpu" },
    dataDir === undefined ? {} : { dataDir },
  );
  try {
    await body(worker);
  } finally {
    worker.kill();
  }
}

test("a worker does runs one after the other and says how they go on", async () => {
  await withWorker(async (worker) => {
    const engine = await openEngine("cpu");
    assertEquals(worker.engine, engine.fingerprint);
    assertEquals(worker.environment, environment(engine));
    const said: RunProgress[] = [];
    const first = await worker.run(SHORT, {
      onProgress: (progress) => said.push(progress),
    });
    assertEquals(said[0], { step: 1, ofSteps: 2, examples: 10 });
    assertEquals(first.outcome.steps, 2);
    assertEquals(first.outcome.status, "not converged");
    assertGreater(first.seconds, 0);
    const again = await worker.run(SHORT, {});
    assertEquals(again.outcome, first.outcome);
    const other = await worker.run({ ...SHORT, seed: 1 }, {});
    assert(other.outcome.first[0] !== first.outcome.first[0]);
  });
});

test("numbers that do not exist arrive as such", async () => {
  await withWorker(async (worker) => {
    const settings = trainingWith({
      schedule: { name: "halve at loss", learningRate: 1e38, loss: 0.01 },
      maxEpochs: 5,
    });
    const { outcome } = await worker.run({ settings, seed: 0 }, {});
    assertEquals(outcome.status, "diverged");
    assertEquals(outcome.metrics.training_loss!.value, NaN);
    assertEquals(outcome.series.training_loss!.at(-1), NaN);
  });
});

test("a run that fails says where, and the worker goes on", async () => {
  await withWorker(async (worker) => {
    const { message } = await assertRejects(
      () => worker.run({ settings: settingsWith(1), seed: 0 }, {}),
      RunFailure,
      'Cannot do a run of kind "made up"',
    );
    assertStringIncludes(message, "worker_main.ts:");
    assertEquals(worker.dead, false);
    await worker.run(SHORT, {});
  });
});

test("missing data are the user's to mend", async () => {
  await withFolder(async (dataDir) => {
    await withWorker(async (worker) => {
      const settings = trainingWith({ datasets: ["fashion-mnist"] });
      await assertRejects(
        () => worker.run({ settings, seed: 0 }, {}),
        UsageError,
        dataDir,
      );
    }, dataDir);
  });
});

test("a library that is not there is the user's to mend", async () => {
  await withFolder(async (folder) => {
    const module = new URL("worker.ts", import.meta.url);
    const { name, message } = await evaluatedWith(module, {
      expression: 'module.startWorker({ name: "tensorflow" })',
      env: { GRADNOISE_TENSORFLOW: folder },
    }) as Error;
    assertEquals(name, "UsageError");
    assertStringIncludes(message, folder);
  });
});

test("the death of the process is the failure of the run", async () => {
  await withWorker(async (worker) => {
    const kill = () => Deno.kill(worker.pid, "SIGKILL");
    const { message } = await assertRejects(
      () => worker.run({ settings: ENDLESS, seed: 0 }, { onProgress: kill }),
      RunFailure,
    );
    assertEquals(
      message,
      `worker process ${worker.pid} was killed (SIGKILL), perhaps for want of memory, of which fewer --jobs need less`,
    );
    assertEquals(worker.dead, true);
    await assertRejects(() => worker.run(SHORT, {}), RunFailure);
  });
});

test("a worker that died between two runs fails the next", async () => {
  await withWorker(async (worker) => {
    await worker.run(SHORT, {});
    Deno.kill(worker.pid, "SIGTERM");
    await assertRejects(
      () => worker.run(SHORT, {}),
      RunFailure,
      `worker process ${worker.pid} was ended by SIGTERM`,
    );
  });
});

test("Ctrl-C is for the parent to decide on", async () => {
  await withWorker(async (worker) => {
    Deno.kill(worker.pid, "SIGINT");
    await worker.run(SHORT, {});
  });
});

test("a worker can be ended twice", async () => {
  await withWorker(async (worker) => {
    worker.kill();
    await assertRejects(() => worker.run(SHORT, {}), RunFailure);
    worker.kill();
  });
});

test("a process that never gets ready can be ended", async () => {
  await withFolder(async (folder) => {
    const file = join(folder, "endless.ts");
    await Deno.writeTextFile(file, "while (true) {}");
    const stop = new AbortController();
    const options = {
      method: { name: "endless", files: [file], digest: "" },
      signal: stop.signal,
    } as const;
    const start = () => startWorker({ name: "cpu" }, options);
    const started = start();
    setTimeout(() => stop.abort(), 200);
    await assertRejects(() => started, Interruption);
    await assertRejects(start, Interruption);
  });
});

test("what else is written to a worker's standard output ends it with a word", async () => {
  await withFolder(async (folder) => {
    const file = join(folder, "talking.ts");
    const method = { name: "talking", files: [file], digest: "" } as const;
    for (
      const [written, said] of [
        ["hello", '.*"hello" is not valid JSON'],
        ["null", "null"],
        ["5", "5"],
        ['{"type":"finished"}', '{"type":"finished"}'],
      ] as const
    ) {
      await Deno.writeTextFile(
        file,
        `Deno.stdout.writeSync(new TextEncoder().encode(${
          JSON.stringify(`${written}\n`)
        }));`,
      );
      const { message } = await assertRejects(
        () => startWorker({ name: "cpu" }, { method }),
        RunFailure,
      );
      assertMatch(
        message,
        new RegExp(`wrote what is no message .+: ${said}; a method prints`),
      );
    }
  });
});

test("a process whose method is refused has ended, whatever that began", async () => {
  await withFolder(async (folder) => {
    const file = join(folder, "ticking.ts");
    await Deno.writeTextFile(
      file,
      "setInterval(() => {}, 1000); throw new Error(`pid ${Deno.pid}.`);",
    );
    const method = { name: "ticking", files: [file], digest: "" } as const;
    const { message } = await assertRejects(
      () => startWorker({ name: "cpu" }, { method }),
      UsageError,
    );
    const pid = Number(/pid (\d+)\./.exec(message)![1]);
    assertThrows(() => Deno.kill(pid, "SIGCONT"), Deno.errors.NotFound);
  });
});
