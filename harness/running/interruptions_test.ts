import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";

const MODULE = new URL("interruptions.ts", import.meta.url).href;

test("one Ctrl-C stops, however often it arrives, and a later one ends at once", async () => {
  const code = `import { interruptions } from ${JSON.stringify(MODULE)};
    const alive = setInterval(() => {}, 1000);
    const { signal, atOnce } = interruptions(() => console.log("stopping"));
    atOnce.addEventListener("abort", () => {
      console.log("at once");
      clearInterval(alive);
      Deno.exit(signal.aborted ? 7 : 8);
    });
    console.log("ready");`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--ext=ts", code],
    stdin: "null",
    stdout: "piped",
  }).spawn();
  let text = "";
  let again: ReturnType<typeof setInterval> | undefined;
  for await (const part of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (text === "ready\n") child.kill("SIGINT");
    if (text === "ready\nstopping\n") {
      child.kill("SIGTERM");
      again = setInterval(() => child.kill("SIGINT"), 100);
    }
  }
  clearInterval(again);
  assertEquals(text, "ready\nstopping\nat once\n");
  assertEquals((await child.status).code, 7);
});

test("a stop of which nothing can be said is a stop all the same", async () => {
  const code = `import { interruptions } from ${JSON.stringify(MODULE)};
    const alive = setInterval(() => {}, 1000);
    const { signal } = interruptions(() => {
      throw new Error("No space left on device (os error 28)");
    });
    signal.addEventListener("abort", () => setTimeout(() => Deno.exit(7)));
    console.log("ready");`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--ext=ts", code],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  for await (const _ of child.stdout) child.kill("SIGINT");
  assertEquals((await child.status).code, 7);
});
