/**
 * Kills calls of `deno task repro` at random moments, and looks whether every
 * run ends with the bits of an undisturbed one.
 *
 * @module
 */

import { parseArgs } from "@std/cli";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { rootKey, split } from "../../core/key.ts";
import type { EngineName } from "../../engines/engine.ts";
import { disturb, finish } from "./disturbance.ts";

const HELP =
  `Kills calls of "deno task repro" on made-up trainings at random moments, two
runs at a time, and compares what they end with.

Usage: deno task stress:kills [options]

--kills N         SIGKILLs, half of them to a worker; 200 by default
--engine ENGINE   wasm by default
--epochs N        epochs of each training; 60 by default
--seconds S       longest time between two kills; 6 by default
--seed N          what the moments are drawn from; 0 by default
--help            print this`;

async function main(): Promise<number> {
  const args = parseArgs(Deno.args, {
    string: ["kills", "engine", "epochs", "seconds", "seed"],
    boolean: ["help"],
  });
  if (args.help) {
    console.log(HELP);
    return 0;
  }
  const kills = Number(args.kills ?? 200);
  const suite = {
    engine: (args.engine ?? "wasm") as EngineName,
    epochs: Number(args.epochs ?? 60),
  };
  const key = rootKey(Number(args.seed ?? 0));
  const folder = await Deno.makeTempDir();
  try {
    const expected = await finish({
      ...{ ...suite, results: join(folder, "undisturbed") },
    });
    let [done, differing] = [0, 0];
    for (let round = 0; done < kills; round++) {
      const results = join(folder, String(round));
      const { blows, calls, said } = await disturb({
        ...{ ...suite, results, times: kills - done, key: split(key, round) },
        seconds: Number(args.seconds ?? 6),
        blows: [
          { signal: "SIGKILL", to: "call" },
          { signal: "SIGKILL", to: "worker" },
        ],
      });
      const found = await finish({ ...suite, results });
      const left = [...Deno.readDirSync(join(results, "checkpoints"))];
      const complaints = said.match(/.*(anew|damaged|no checkpoint).*/g) ?? [];
      const same = isDeepStrictEqual(found, expected) &&
        left.length === 0 && complaints.length === 0;
      if (!same) differing++;
      done += blows;
      console.log(
        `round ${round + 1}: ${blows} kills in ${calls} calls, ${
          Object.keys(found).length
        } runs ${same ? "with the same bits" : "NOT as undisturbed ones"}${
          complaints.map((line) => `\n  ${line}`).join("")
        }`,
      );
    }
    console.log(`${done} kills, ${differing} rounds with a difference`);
    return differing === 0 ? 0 : 1;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) Deno.exit(await main());
