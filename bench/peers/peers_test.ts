import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { fileURLToPath } from "node:url";
import type { Answer } from "./protocol.ts";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));

/** What peers.py answers of steps with these losses, as Python writes them. */
async function answerOf(losses: string): Promise<Answer> {
  const { success, stdout, stderr } = await new Deno.Command("python3", {
    args: [
      "-c",
      `import sys
sys.path.insert(0, sys.argv[1])
import peers

class Training:
    def restart(self):
        self.losses = [${losses}]

    def step(self):
        return self.losses.pop(0)

peers.send(type="ran", **peers.run(Training(), 3))`,
      FOLDER,
    ],
    env: { PYTHONDONTWRITEBYTECODE: "1" },
  }).output();
  const text = new TextDecoder();
  assertEquals([success, text.decode(stderr)], [true, ""]);
  return JSON.parse(text.decode(stdout));
}

test("a peer answers with losses, and null for what is no finite number", async () => {
  const answer = await answerOf('2.5, float("nan"), float("inf")');
  assertEquals({ ...answer, milliseconds: [] }, {
    ...{ type: "ran", losses: [2.5, null, null], milliseconds: [] },
  });
});
