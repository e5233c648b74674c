import { assertEquals, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { fileURLToPath } from "node:url";
import { ENDLESS } from "./testing.ts";

const PROJECT = fileURLToPath(new URL("..", import.meta.url));

/** A parent whose worker computes on and on; it prints every progress. */
function startParent(): Deno.ChildProcess {
  const worker = new URL("worker.ts", import.meta.url).href;
  const code = `import { startWorker } from ${JSON.stringify(worker)};
    const worker = await startWorker({ name: "cpu" });
    const request = { settings: ${JSON.stringify(ENDLESS)}, seed: 0 };
    await worker.run(request, {
      onProgress: ({ step }) => console.log(step),
    });`;
  return new Deno.Command("deno", {
    args: ["eval", "--ext=ts", code],
    cwd: PROJECT,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

test("a worker whose parent was killed ends by itself, and silently", async () => {
  const parent = startParent();
  for await (const bytes of parent.stdout) {
    assertMatch(new TextDecoder().decode(bytes), /^\d+\n/);
    parent.kill("SIGKILL");
    break;
  }
  // The worker holds the same stream: it ends when both have ended.
  assertEquals(await new Response(parent.stderr).text(), "");
  assertEquals((await parent.status).signal, "SIGKILL");
});
