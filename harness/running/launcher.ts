/**
 * Where the runs of a plan are done: a launcher learns what engine there is,
 * has the plan made for it, and gets the runs done. This one does them here.
 *
 * @module
 */
import type { Fingerprint } from "../../engines/engine.ts";
import type { Tier } from "../../suites/suite.ts";
import type { AskedSuite } from "../asked_suites.ts";
import type { EngineSetup } from "../host/engine_setup.ts";
import type { Environment } from "../host/environment.ts";
import { describeHost } from "../host/host.ts";
import type { OwnMethod } from "../own_method/own_method.ts";
import type { Plan } from "./plan.ts";
import type { ResultsFolder } from "../records/results_folder.ts";
import { type PlanResult, type RunObserver, runPlan } from "./run_plan.ts";
import { startWorker } from "./worker.ts";

/** What a launcher is told. */
export interface LaunchOptions {
  readonly tier: Tier;
  readonly engine: EngineSetup;
  /** Most runs at a time. */
  readonly jobs: number;
  readonly dataDir: string;
  readonly folder: ResultsFolder;
  readonly observer: RunObserver;
  /** Told what the engine runs on. */
  readonly onDevice: (device: string) => void;
  /** The user's own method, beside plain SGD. */
  readonly method?: OwnMethod | undefined;
  /** As in {@linkcode RunPlanOptions}. */
  readonly checkpointEvery?: number | undefined;
  readonly signal: AbortSignal;
  readonly atOnce?: AbortSignal;
}

/** What a launcher did. */
export interface Launched extends PlanResult {
  readonly plan: Plan;
  /**
   * Where and with what runs were done in this call; runs that had finished
   * before have their own. Absent where nothing is known of that.
   */
  readonly environment?: Environment;
  /** What goes on without this process, if anything does; for a person. */
  readonly goesOn?: string;
}

/** Has runs done; `planOn` makes the plan for an engine, and notes it. */
export type Launcher = (
  planOn: (
    engine: Fingerprint,
    /** Where the engine will be settled, if only its name is known. */
    options?: Pick<AskedSuite, "nodes">,
  ) => Promise<Plan>,
  options: LaunchOptions,
) => Promise<Launched>;

/**
 * Whether runs count only if the present code did them. The smoke tier asks
 * whether the code is still right: a result of other code is no answer.
 */
export function wantsSameCode(tier: Tier): boolean {
  return tier === "smoke";
}

/**
 * Does the runs in processes of this machine.
 *
 * @throws as {@linkcode startWorker} and {@linkcode runPlan} do.
 */
export const launchHere: Launcher = async (planOn, options) => {
  const host = await describeHost();
  const first = await startWorker(options.engine, { ...options, host });
  try {
    options.onDevice(first.device);
    const plan = await planOn(first.engine);
    const done = await runPlan(plan.runs, {
      ...{ ...options, first, host },
      sameCode: wantsSameCode(options.tier),
    });
    return { plan, environment: first.environment, ...done };
  } finally {
    first.kill();
  }
};
