/**
 * `deno task bench:peers`: the same training steps on our engines and in other
 * frameworks, interleaved.
 *
 * @module
 */
import { exitCodeOf } from "../../core/exit_code.ts";
import { interruptible } from "../../core/stop_signals.ts";
import { openEngine } from "../../engines/mod.ts";
import { type Progress, progressOnStderr, turnText } from "../progress.ts";
import { contenderOf } from "./contender.ts";
import { startProcess } from "./contenders.ts";
import { measure, type Measurement } from "./measure.ts";
import { HELP, type Options, parseOptions } from "./options.ts";
import { reportJson, reportText } from "./report.ts";
import { writtenWork } from "./work_folder.ts";

async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args);
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const ending = interruptible("Interrupted: nothing is kept");
  const progress = progressOnStderr();
  const folder = await Deno.makeTempDir({ prefix: "gradnoise-" });
  const processes: Deno.ChildProcess[] = [];
  try {
    const start = (id: string) => {
      const process = startProcess(id, { ...options, signal: ending.signal });
      processes.push(process);
      return process;
    };
    await compare(options, { folder, start, progress });
    return 0;
  } catch (error) {
    // An interruption ends the contenders, which looks like their death.
    ending.signal.throwIfAborted();
    throw error;
  } finally {
    progress.clear();
    ending.abort();
    await Promise.all(processes.map(({ status }) => status));
    await Deno.remove(folder, { recursive: true });
  }
}

async function compare(
  options: Options,
  { folder, start, progress }: {
    folder: string;
    start: (id: string) => Deno.ChildProcess;
    progress: Progress;
  },
): Promise<void> {
  const { works, rounds, threads, json } = options;
  progress.say(`starting ${options.contenders.join(", ")}`);
  await openEngine("cpu");
  const contenders = await Promise.all(
    options.contenders.map((id) => contenderOf(start(id), { id })),
  );
  progress.clear();
  for (const { title, device } of contenders) {
    console.error(`${title}: on ${device}`);
  }
  const measurements: Measurement[] = [];
  for (const work of works) {
    const measurement = await measure(work, {
      ...{ contenders, rounds, folder: await writtenWork(work, folder) },
      onTurn: (start) =>
        progress.say(turnText(start, { title: work.title, rounds })),
    });
    progress.clear();
    measurements.push(measurement);
    if (!json) console.log(`${reportText(measurement, { threads })}\n`);
  }
  if (json) {
    const document = { threads, works: measurements.map(reportJson) };
    console.log(JSON.stringify(document, null, 2));
  }
}

if (import.meta.main) Deno.exit(await exitCodeOf(() => main(Deno.args)));
