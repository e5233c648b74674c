import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { test } from "@std/testing/bdd";

const PROCESS = fileURLToPath(
  import.meta.resolve("./testing_one_thread_process.ts"),
);

async function chainsOfProcess(): Promise<unknown> {
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-prompt", "--allow-read", "--allow-env"],
      ...["--allow-sys", "--allow-ffi", "--allow-run", PROCESS],
    ],
    stderr: "inherit",
  }).output();
  assertEquals(code, 0);
  return JSON.parse(new TextDecoder().decode(stdout));
}

test("two processes of one thread train to the same bits, tensorflow", async () => {
  const [one, other] = await Promise.all([
    ...[chainsOfProcess(), chainsOfProcess()],
  ]);
  const { threads, chains } = one as { threads: string; chains: string[] };
  assertEquals(threads, "1");
  // Steps 0, 1, 2 and 4 of both networks.
  assertEquals(new Set(chains).size, 8);
  assertEquals(other, one);
});
