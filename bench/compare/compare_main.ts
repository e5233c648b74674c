/**
 * `deno task bench:compare`: is this code slower than that?
 *
 * @module
 */
import { Breakdown, exitCodeOf } from "../../core/exit_code.ts";
import { interruptible } from "../../core/stop_signals.ts";
import { type SummaryFile, summaryFile } from "../../core/summary_file.ts";
import { openEngine } from "../../engines/mod.ts";
import { measure } from "../peers/measure.ts";
import { writtenWork } from "../peers/work_folder.ts";
import { type Progress, progressOnStderr, turnText } from "../progress.ts";
import { freshContender, install } from "./fresh_contender.ts";
import { HELP, type Options, parseOptions } from "./options.ts";
import {
  type ComparedWork,
  comparedWork,
  comparisonMarkdown,
  comparisonText,
} from "./report.ts";

async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args);
  if (options === undefined) {
    console.log(HELP);
    return 0;
  }
  const summary = options.summary === undefined
    ? undefined
    : await summaryFile(options.summary);
  const ending = interruptible("Interrupted: nothing is kept");
  const progress = progressOnStderr();
  const folder = await Deno.makeTempDir({ prefix: "gradnoise-" });
  try {
    const { signal } = ending;
    const works = await compare(options, { folder, signal, progress });
    progress.clear();
    await report(works, { ...options, summary });
    return works.some(({ slowness }) => slowness === "slower") ? 1 : 0;
  } catch (error) {
    // An interruption ends what runs, which looks like its death.
    ending.signal.throwIfAborted();
    throw error;
  } finally {
    progress.clear();
    await Deno.remove(folder, { recursive: true });
  }
}

async function compare(
  options: Options,
  { folder, signal, progress }: {
    folder: string;
    signal: AbortSignal;
    progress: Progress;
  },
): Promise<ComparedWork[]> {
  const { checkouts, mode, threads, works, samples } = options;
  for (const checkout of checkouts) {
    progress.say(`fetching the packages of ${checkout.side}`);
    await install(checkout, { signal });
  }
  await openEngine("cpu");
  const contenders = checkouts.map((checkout) =>
    freshContender(checkout, { mode, threads, signal })
  );
  const compared: ComparedWork[] = [];
  for (const work of works) {
    const measurement = await measure(work, {
      ...{
        contenders,
        rounds: samples,
        folder: await writtenWork(work, folder),
      },
      onTurn: (start) =>
        progress.say(turnText(start, {
          ...{ title: work.title, rounds: samples, unit: "pair" },
        })),
    });
    for (const [side, why] of Object.entries(measurement.incapable)) {
      throw new Breakdown(`Cannot compare ${work.title}: ${side}: ${why}`);
    }
    compared.push(comparedWork(measurement, options));
  }
  return compared;
}

async function report(
  works: readonly ComparedWork[],
  { json, margin, mode: { id: engine }, summary }:
    & Omit<Options, "summary">
    & { summary: SummaryFile | undefined },
): Promise<void> {
  console.log(
    json
      ? JSON.stringify({ engine, margin, works }, null, 2)
      : comparisonText(works),
  );
  await summary?.add(comparisonMarkdown(works, { engine, margin }));
}

if (import.meta.main) Deno.exit(await exitCodeOf(() => main(Deno.args)));
