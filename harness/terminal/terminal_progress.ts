import type { RunProgress } from "../../suites/suite.ts";
import { bar } from "./bar.ts";
import { LiveBlock } from "./live_block.ts";
import type { ShownProgress } from "./observer_on.ts";
import { Pace } from "../running/pace.ts";
import { painter } from "./paint.ts";
import type { PlannedRun } from "../running/plan.ts";
import { failedText, nameOf, noticeText, setAsideText } from "./progress.ts";
import { runTable } from "./run_table.ts";
import type { Screen } from "./screen.ts";
import { TimeLeft } from "../running/time_left.ts";

const REFRESH_MS = 200;
const BAR_WIDTH = 24;
/** With more than that nobody reads them. */
const MOST_RUNS = 24;
/** The bar of all, the heading, what is left out, the cursor. */
const OTHER_LINES = 4;

/**
 * What a person sees on a terminal while runs go on: a bar for all of them and
 * a line for each that is under way, renewed in place until disposed of.
 */
export function terminalProgress(
  screen: Screen,
  { jobs }: { jobs: number | undefined },
): ShownProgress {
  const paint = painter(screen);
  const block = new LiveBlock(screen);
  const left = new TimeLeft({ jobs });
  const running = new Map<
    PlannedRun,
    { progress: RunProgress; readonly pace: Pace }
  >();
  let next = 0;

  const draw = () => {
    next = screen.now() + REFRESH_MS;
    if (left.finished === left.total) return block.clear();
    const { columns, rows } = screen.size();
    const all = [...running].map(([run, going]) => ({
      name: nameOf(run),
      usualSteps: left.usualSteps(run),
      ...going,
    }));
    const shown = all.slice(0, Math.min(MOST_RUNS, rows - OTHER_LINES));
    const share = left.finished / left.total;
    block.show([
      `${
        bar(share, { width: BAR_WIDTH, paint })
      } ${left.finished}/${left.total} runs, ${left.text()}`,
      ...shown.length > 0 ? runTable(shown, { columns, paint }) : [],
      ...all.length > shown.length
        ? [paint(`  and ${all.length - shown.length} more`, "aside")]
        : [],
    ]);
  };
  return {
    planned: (runs, finished) => {
      left.plan(runs, finished);
      draw();
    },
    started: (run) => {
      running.set(run, { progress: { step: 0 }, pace: new Pace() });
      draw();
    },
    progress: (run, progress) => {
      const going = running.get(run);
      if (going === undefined) return;
      going.progress = progress;
      going.pace.note(progress, screen.now());
      if (screen.now() >= next) draw();
    },
    finished: (run, record) => {
      running.delete(run);
      left.finish(record);
      draw();
    },
    failed: (run, { message }) => {
      running.delete(run);
      left.drop(run);
      block.say(paint(failedText(run, message), "bad"));
      draw();
    },
    setAside: (run, path) => block.say(setAsideText(run, path)),
    notice: (run, message) => block.say(noticeText(run, message)),
    note: (line) => block.say(line),
    say: (line) => block.say(line),
    [Symbol.dispose]: () => block.clear(),
  };
}
