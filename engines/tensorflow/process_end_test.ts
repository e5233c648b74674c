import { assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { TENSORFLOW_SETTINGS } from "./settings.ts";

const [MODULE, LIBRARY] = ["./open.ts", "@tensorflow/tfjs-core"].map((name) =>
  import.meta.resolve(name)
);

/** Loads TensorFlow. */
const OPEN = `
  const { openTensorflow } = await import("${MODULE}");
  await openTensorflow();
`;

/** Makes TensorFlow start its threads. */
const WORK = `
  const tf = await import("${LIBRARY}");
  const x = tf.ones([500, 500]);
  tf.matMul(x, x).dataSync();
`;

/** The variables of this process, but what the user has set TensorFlow to. */
function environment(): Record<string, string> {
  const env = Deno.env.toObject();
  for (const name of TENSORFLOW_SETTINGS) delete env[name];
  return env;
}

/** Starts a program that has opened the engine. */
function start(program: string): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["eval", `${OPEN}\n${program}`],
    env: environment(),
    clearEnv: true,
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** The exit code of a program, and what it said. */
async function endOf(child: Deno.ChildProcess) {
  const { code, signal, stderr } = await child.output();
  return { code, signal, said: new TextDecoder().decode(stderr) };
}

for (const [state, work] of [["has loaded", ""], ["has used", WORK]] as const) {
  test(`a process that ${state} the library ends by itself`, async () => {
    const end = await endOf(start(work));
    assertEquals(end, { code: 0, signal: null, said: "" });
  });

  test(`a process that ${state} the library ends with its exit code`, async () => {
    const end = await endOf(start(`${work}; Deno.exit(3);`));
    assertEquals(end, { code: 3, signal: null, said: "" });
  });

  for (
    const [how, ending] of Object.entries({
      "an uncaught error": 'throw new Error("thrown");',
      "an error in a callback": 'setTimeout(() => { throw Error("thrown"); });',
      "an unhandled rejection": 'Promise.reject(new Error("thrown"));',
    })
  ) {
    test(`a process that ${state} the library ends by ${how}`, async () => {
      const { code, signal, said } = await endOf(start(`${work}; ${ending}`));
      assertEquals({ code, signal }, { code: 1, signal: null }, said);
      assertStringIncludes(said, "Error: thrown");
    });
  }
}

test("a process ends by Ctrl-C", async () => {
  const child = start(`
    ${WORK}
    console.log("ready");
    setInterval(() => tf.tidy(() => tf.matMul(x, x).dataSync()));
  `);
  const reader = child.stdout.getReader();
  await reader.read();
  reader.releaseLock();
  child.kill("SIGINT");
  const end = await endOf(child);
  assertEquals(end, { code: 130, signal: "SIGINT", said: "" });
});

test("a worker ends, and the process goes on", async () => {
  const end = await endOf(start(`
    ${WORK}
    const code = ${JSON.stringify(OPEN + WORK)} + 'self.postMessage("done");';
    for (let i = 0; i < 2; i++) {
      const url = "data:text/javascript," + encodeURIComponent(code);
      const worker = new Worker(url, { type: "module" });
      await new Promise((resolve) => worker.onmessage = resolve);
      worker.terminate();
    }
    tf.matMul(x, x).dataSync();
    Deno.exit(4);
  `));
  assertEquals(end, { code: 4, signal: null, said: "" });
});
