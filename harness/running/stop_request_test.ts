import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { STOP_CODES, type StopSignal } from "./stop_request.ts";

const MODULE = new URL("stop_request.ts", import.meta.url).href;

/** How a process ends that gets a signal at each line that it prints. */
async function signalled(
  body: string,
  signals: readonly StopSignal[],
): Promise<{ said: string[]; status: Deno.CommandStatus }> {
  const code = `import { stopRequest } from ${JSON.stringify(MODULE)};
    const soon = () => new Promise((resolve) => setTimeout(resolve, 20));
    const request = stopRequest();
    ${body}`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--ext=ts", code],
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const left = [...signals];
  let text = "";
  for await (const part of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += part;
    const signal = left.shift();
    if (signal !== undefined) child.kill(signal);
  }
  return { said: text.trimEnd().split("\n"), status: await child.status };
}

test("the first signal that asks counts, and the process goes on", async () => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    const { said, status } = await signalled(
      `console.log(String(request.signal));
      while (request.signal === undefined) await soon();
      console.log(request.signal);
      for (let i = 0; i < 10; i++) await soon();
      console.log(request.signal);`,
      [signal, signal === "SIGINT" ? "SIGTERM" : "SIGINT"],
    );
    assertEquals(said, ["undefined", signal, signal]);
    assertEquals(status.code, 0);
  }
});

test("once released, signals end the process", async () => {
  const { status } = await signalled(
    `request.release();
    console.log("ready");
    while (true) await soon();`,
    ["SIGTERM"],
  );
  assertEquals([status.signal, status.code], ["SIGTERM", STOP_CODES.SIGTERM]);
});
