import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { fileURLToPath } from "node:url";
import { pause } from "../../core/pause.ts";
import { ENDLESS } from "../testing.ts";

const LOOK_INTERVAL_MS = 100;
/** Looks at a process before it is said to go on. */
const MOST_LOOKS = 600;
const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/** A parent whose worker computes on and on; it prints that one's process. */
function startParent(): Deno.ChildProcess {
  const worker = new URL("worker.ts", import.meta.url).href;
  const code = `import { startWorker } from ${JSON.stringify(worker)};
    const worker = await startWorker({ name: "cpu" });
    const request = { settings: ${JSON.stringify(ENDLESS)}, seed: 0 };
    await worker.run(request, { onProgress: () => console.log(String(worker.pid)) });`;
  return new Deno.Command("deno", {
    args: ["eval", "--ext=ts", code],
    cwd: PROJECT,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function isAlive(pid: number): Promise<boolean> {
  const { success } = await new Deno.Command("sh", {
    args: ["-c", `kill -0 ${pid}`],
    stderr: "null",
  }).output();
  return success;
}

/** Whether a process ends by itself; it is killed if it does not. */
async function ends(pid: number): Promise<boolean> {
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    if (!await isAlive(pid)) return true;
    await pause(LOOK_INTERVAL_MS);
  }
  Deno.kill(pid, "SIGKILL");
  return false;
}

test("a worker whose parent was killed ends by itself", async () => {
  const parent = startParent();
  let pid = 0;
  for await (const bytes of parent.stdout) {
    pid = parseInt(new TextDecoder().decode(bytes));
    assertEquals(await isAlive(pid), true);
    parent.kill("SIGKILL");
    break;
  }
  assertEquals(await new Response(parent.stderr).text(), "");
  assertEquals((await parent.status).signal, "SIGKILL");
  assert(await ends(pid));
});
