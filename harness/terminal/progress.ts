/**
 * What a person sees while runs go on, where no line can be renewed.
 *
 * @module
 */
import type { RunProgress } from "../../suites/suite.ts";
import { nameOf as nameOfRecorded } from "../golden/golden_difference.ts";
import type { PlannedRun } from "../running/plan.ts";
import type { RunObserver } from "../running/run_plan.ts";
import type { RunRecord } from "../records/run_record.ts";
import { countText } from "./numbers.ts";
import type { Screen } from "./screen.ts";
import { TimeLeft } from "../running/time_left.ts";

const INTERVAL_MS = 30_000;

/** An observer that shows nothing but failures and notices. */
export function quietProgress(screen: Pick<Screen, "write">): RunObserver {
  return {
    planned() {},
    started() {},
    progress() {},
    finished() {},
    failed: (run, { message }) => screen.write(`${failedText(run, message)}\n`),
    setAside: (run, path) => screen.write(`${setAsideText(run, path)}\n`),
    notice: (run, message) => screen.write(`${noticeText(run, message)}\n`),
    note() {},
  };
}

/** An observer that writes a line when something happens, or every 30 s. */
export function plainProgress(
  screen: Pick<Screen, "write" | "now">,
  { jobs }: { jobs: number | undefined },
): RunObserver {
  const left = new TimeLeft({ jobs });
  let next = 0;
  return {
    ...quietProgress(screen),
    planned: (runs, finished) => {
      left.plan(runs, finished);
      screen.write(
        `${
          countText(runs.length, "run")
        }, ${finished.length} of them finished before\n`,
      );
    },
    progress: (run, progress) => {
      if (screen.now() < next) return;
      next = screen.now() + INTERVAL_MS;
      screen.write(`${nameOf(run)}: ${stepsText(progress)}\n`);
    },
    finished: (run, record) => {
      left.finish(record);
      screen.write(
        `[${left.finished}/${left.total}] ${nameOf(run)}: ${
          finishedText(record)
        }, ${left.text()}\n`,
      );
    },
    failed: (run, { message }) => {
      left.drop(run);
      screen.write(`${failedText(run, message)}\n`);
    },
    note: (line) => screen.write(`${line}\n`),
  };
}

/** How a run is called. */
export function nameOf({ cell, identity }: PlannedRun): string {
  return nameOfRecorded({ cell, seed: identity.seed });
}

/** What is said of a run that failed. */
export function failedText(run: PlannedRun, message: string): string {
  return `${nameOf(run)} failed: ${message}`;
}

/** What is said of a damaged record. */
export function setAsideText(run: PlannedRun, path: string): string {
  return `${
    nameOf(run)
  }: its record is damaged, moved to ${path}; it is done again`;
}

/** What is said of a run besides. */
export function noticeText(run: PlannedRun, message: string): string {
  return `${nameOf(run)}: ${message}`;
}

function stepsText({ step, ofSteps, loss, accuracy }: RunProgress): string {
  return [
    `step ${step}`,
    ...ofSteps === undefined ? [] : [` of at most ${ofSteps}`],
    ...loss === undefined ? [] : [`, training loss ${loss.toPrecision(3)}`],
    ...accuracy === undefined
      ? []
      : [`, training accuracy ${accuracy.toFixed(1)} %`],
  ].join("");
}

function finishedText({ outcome, seconds }: RunRecord): string {
  const accuracy = outcome.metrics.test_accuracy;
  return [
    outcome.status,
    ...outcome.steps > 0 ? [`${outcome.steps} steps`] : [],
    ...accuracy === undefined
      ? []
      : [`test accuracy ${accuracy.value.toFixed(2)} %`],
    `${seconds.toFixed(1)} s`,
  ].join(", ");
}
