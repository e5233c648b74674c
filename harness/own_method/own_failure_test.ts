import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { withOwnMethod } from "../../suites/own_method.ts";
import { RunFailure } from "../running/run_failure.ts";
import { startWorker } from "../running/worker.ts";
import { trainingWith, withFolder } from "../testing.ts";
import { ownMethod } from "./own_method.ts";
import { ownStack } from "./own_failure.ts";

const SETTINGS = withOwnMethod(trainingWith(), { digest: "d" })!;

test("frames of the method's files stay, and the whole message", () => {
  const stack = `RangeError: two
lines
    at draw (file:///my%20methods/share.ts:3:4)
    at Object.weights (file:///my%20methods/mine.ts:5:6)
    at weightsOf (file:///gradnoise/training/step.ts:7:8)
    at file:///gradnoise/node_modules/.deno/tfjs/engine.js:9:10
    at async ext:runtime/99_main.js:11:12
    at new Promise (<anonymous>)`;
  assertEquals(
    ownStack(stack, { files: ["/my methods/mine.ts", "/my methods/share.ts"] }),
    stack.split("\n").slice(0, 4).join("\n"),
  );
});

/** A method that fails at the batch size of the run alone. */
async function methodThat(path: string, fails: string) {
  const file = join(path, "mine.ts");
  await Deno.writeTextFile(
    file,
    `export default {
  name: "own", place: "example weights", minibatches: 1,
  sampling: "independent",
  weights(size) {
    if (size === 10) ${fails};
    return new Float32Array(size).fill(1 / size);
  },
};`,
  );
  return await ownMethod(file);
}

test("an error in a method is shown where it is", async () => {
  await withFolder(async (path) => {
    const method = await methodThat(path, 'throw new RangeError("not ten")');
    const worker = await startWorker({ name: "cpu" }, { method });
    try {
      const { message } = await assertRejects(
        () => worker.run({ settings: SETTINGS, seed: 0 }, {}),
        RunFailure,
      );
      const { href } = pathToFileURL(method.files[0]);
      assertEquals(
        message,
        `RangeError: not ten\n    at Object.weights (${href}:5:28)`,
      );
    } finally {
      worker.kill();
    }
  });
});

test("that a method ended the process is said", async () => {
  await withFolder(async (path) => {
    const method = await methodThat(path, "Deno.exit(5)");
    const worker = await startWorker({ name: "cpu" }, { method });
    try {
      await assertRejects(
        () => worker.run({ settings: SETTINGS, seed: 0 }, {}),
        RunFailure,
        `worker process ${worker.pid} ended with code 5 while ${
          method.files[0]
        } was run`,
      );
    } finally {
      worker.kill();
    }
    await Deno.writeTextFile(method.files[0], "Deno.exit(5);");
    const ending = await ownMethod(method.files[0]);
    await assertRejects(
      () => startWorker({ name: "cpu" }, { method: ending }),
      RunFailure,
      `ended with code 5 while ${method.files[0]} was checked`,
    );
  });
});
