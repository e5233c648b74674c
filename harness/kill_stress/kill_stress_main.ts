/**
 * Kills calls of `deno task repro` at random moments, and looks whether every
 * run ends with the bits of an undisturbed one.
 *
 * @module
 */

import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { readCommandLine } from "../../core/command_line.ts";
import { exitCodeOf } from "../../core/exit_code.ts";
import { rootKey, split } from "../../core/key.ts";
import { positiveInteger, wholeNumber } from "../../core/option_integers.ts";
import { UsageError } from "../../core/usage_error.ts";
import { chooseEngine } from "../../engines/choose.ts";
import { engineNamed } from "../options.ts";
import { CHECKPOINTS } from "../records/checkpoint_folder.ts";
import { namesIn } from "../records/names_in.ts";
import { disturb, finish } from "./disturbance.ts";

const HELP =
  `Kills calls of "deno task repro" on made-up trainings at random moments, two
runs at a time, and compares what they end with.

Usage: deno task stress:kills [options]

--kills N         SIGKILLs, half of them to a worker; 200 by default
--engine ENGINE   auto, wasm, webgpu, tensorflow or cpu; wasm by default
--epochs N        epochs of each training; 60 by default
--seconds S       longest time between two kills; 6 by default
--seed N          what the moments are drawn from; 0 by default
--help            print this

Exit codes: 0 all bits agree; 1 some do not; 2 wrong use; 3 something crashed.`;

async function main(args: readonly string[]): Promise<number> {
  const { words, strings, flags } = readCommandLine(args, {
    task: "stress:kills",
    strings: ["kills", "engine", "epochs", "seconds", "seed"],
    flags: [],
  });
  if (flags.help) {
    console.log(HELP);
    return 0;
  }
  if (words.length > 0) {
    throw new UsageError(
      `Cannot use "${words[0]}": stress:kills takes options alone, see --help`,
    );
  }
  const count = (option: "kills" | "epochs" | "seconds", usual: number) =>
    positiveInteger(strings[option] ?? String(usual), option);
  const kills = count("kills", 200);
  const seconds = count("seconds", 6);
  const epochs = count("epochs", 60);
  const key = rootKey(wholeNumber(strings.seed ?? "0", "seed"));
  const { name } = await chooseEngine(engineNamed(strings.engine ?? "wasm"));
  const suite = { engine: name, epochs };
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
        seconds,
        blows: [
          { signal: "SIGKILL", to: "call" },
          { signal: "SIGKILL", to: "worker" },
        ],
      });
      const found = await finish({ ...suite, results });
      const left = await namesIn(join(results, CHECKPOINTS));
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

if (import.meta.main) Deno.exit(await exitCodeOf(() => main(Deno.args)));
