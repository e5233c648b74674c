/**
 * `deno task bench:methods`: a training step of each noise method beside what
 * its arithmetic demands, interleaved in one process.
 *
 * @module
 */
import { setTimeout } from "node:timers/promises";
import { exitCodeOf } from "../core/exit_code.ts";
import { interruptible } from "../core/stop_signals.ts";
import { chooseEngine } from "../engines/choose.ts";
import { type Engine, openEngine } from "../engines/mod.ts";
import { TIMED_MODES } from "./engine_modes.ts";
import { measureMethods } from "./methods/measure.ts";
import { HELP, type Options, parseOptions } from "./methods/options.ts";
import { methodsJson, methodsText } from "./methods/report.ts";
import { progressOnStderr, turnText } from "./progress.ts";

async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args);
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const interruption = interruptible("Interrupted: nothing is kept");
  const { works, methods: ids, rounds, json } = options;
  const engine = await open(options);
  console.error(`${engine.name}: on ${engine.device}`);
  const progress = progressOnStderr();
  const listen = async () => {
    // Steps may leave no time for signals to be heard.
    await setTimeout();
    interruption.signal.throwIfAborted();
  };
  const documents = [];
  for (const work of works) {
    const measurement = await measureMethods(engine, {
      ...{ work, ids, rounds },
      onTurn: async (start) => {
        await listen();
        progress.say(turnText(start, { title: work.title, rounds }));
      },
    }).finally(progress.clear);
    await listen();
    if (json) documents.push(methodsJson(measurement));
    else console.log(`${methodsText(measurement)}\n`);
  }
  if (json) {
    const { name, device, fingerprint } = engine;
    const document = { engine: name, device, fingerprint, works: documents };
    console.log(JSON.stringify(document, null, 2));
  }
  return 0;
}

async function open({ engine: id, threads }: Options): Promise<Engine> {
  const mode = TIMED_MODES.find((mode) => mode.id === id);
  const engine = mode?.engine ?? (await chooseEngine("auto")).name;
  return await openEngine(engine, {
    xla: mode?.xla === true,
    ...(threads === undefined ? {} : { threads }),
  });
}

if (import.meta.main) Deno.exit(await exitCodeOf(() => main(Deno.args)));
