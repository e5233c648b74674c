/**
 * The form of a golden file: its types, older versions made new, and everything
 * checked that the gate relies on, for the file may come from anywhere.
 *
 * @module
 */
import type { EngineName, Fingerprint } from "../../engines/engine.ts";
import type { Outcome } from "../../suites/predicates.ts";
import type { RunOutcome, Tier } from "../../suites/suite.ts";
import type { Environment } from "../host/environment.ts";
import { isObject } from "../records/is_object.ts";
import { STATUSES } from "../records/record_shape.ts";
import { OUTCOMES } from "./verdict.ts";

/** Version of the files' form. */
export const GOLDEN_VERSION = 2;

/** One recorded run. */
export interface GoldenRun {
  readonly cell: string;
  readonly seed: number;
  readonly status: RunOutcome["status"];
  readonly steps: number;
  /** Hash chain over the parameters' bits; absent for computations. */
  readonly chain?: string;
  /** Place of its environment in the file's list; 0 if absent. */
  readonly environment?: number;
  /** null stands for a number that does not exist. */
  readonly metrics: Readonly<Record<string, number | null>>;
  /** Measured times, which are shown but not compared; absent if none. */
  readonly volatile?: Readonly<Record<string, number | null>>;
  readonly first: readonly (number | null)[];
  /**
   * Hash of what was measured along the way; absent if nothing was, and in
   * older files.
   */
  readonly series?: string;
}

/** What a predicate said, in words. */
export interface GoldenFinding {
  readonly statement: string;
  /** The numbers behind it, e.g. "difference 0.36, 95 % interval …". */
  readonly numbers: string;
  readonly outcome: Outcome;
  /** Not part of the verdict. */
  readonly informative?: boolean;
}

/** The recorded results of a suite. */
export interface Golden {
  readonly version: number;
  readonly suite: string;
  readonly tier: Tier;
  readonly engine: Fingerprint;
  readonly numerics: number;
  readonly outcome: Outcome;
  /** What the predicates said, for people; absent in older files. */
  readonly findings?: readonly GoldenFinding[];
  /** Why there is no finding; absent if there are some. */
  readonly note?: string;
  /** Units of the metrics; absent in older files. */
  readonly units?: Readonly<Record<string, string>>;
  /** Day of acceptance, UTC. */
  readonly accepted: string;
  readonly reason: string;
  /** The commit that was accepted; absent in what version 1 recorded. */
  readonly commit?: string;
  /** The seeds that were accepted; absent if all that the suite declares. */
  readonly seeds?: readonly number[];
  /** What each tuned cell chose of its grid; absent if there is none. */
  readonly chosen?: Readonly<Record<string, string>>;
  /** What the runs were done with, each once. */
  readonly environments: readonly Environment[];
  /**
   * Of all runs one after the other on a machine that does nothing else; absent
   * in older files.
   */
  readonly seconds?: number;
  /** Sorted by cell and seed. */
  readonly runs: readonly GoldenRun[];
}

/** Which golden file is meant. */
export interface GoldenName {
  readonly suite: string;
  readonly tier: Tier;
  readonly engine: EngineName;
}

/**
 * The JSON of a golden file of any version as the present one has it. Version
 * 1 had one environment for all runs, that of the first.
 *
 * @throws {TypeError} if it names no version that this program reads.
 */
export function currentVersion(json: unknown): unknown {
  if (!isObject(json) || typeof json.version !== "number") {
    throw new TypeError("it names no version");
  }
  switch (json.version) {
    case GOLDEN_VERSION:
      return json;
    case 1: {
      const { environment, runs, ...rest } = json;
      const environments = [environment];
      return { ...rest, version: GOLDEN_VERSION, environments, runs };
    }
    default:
      throw new TypeError(
        `it is of version ${json.version}, this program reads version ${GOLDEN_VERSION}`,
      );
  }
}

/**
 * The golden results in JSON of the present version.
 *
 * @throws {TypeError} if they are not those that are looked for, or damaged.
 */
export function checkedGolden(json: unknown, name: GoldenName): Golden {
  const golden = json as { readonly [key in keyof Golden]?: unknown };
  const { engine, chosen = {}, environments, runs } = golden;
  const { findings = [], units = {}, seeds = [] } = golden;
  if (
    golden.suite !== name.suite || golden.tier !== name.tier ||
    !isObject(engine) || engine.engine !== name.engine
  ) {
    throw new TypeError("it does not hold the results that its name says");
  }
  const whole = isOutcome(golden.outcome) &&
    typeof golden.numerics === "number" &&
    [golden.commit, golden.note].every((text) =>
      text === undefined || isText(text)
    ) &&
    ["number", "undefined"].includes(typeof golden.seconds) &&
    [golden.accepted, golden.reason].every(isText) &&
    Array.isArray(seeds) && seeds.every(isCount) &&
    isObject(chosen) && Object.values(chosen).every(isText) &&
    isObject(units) && Object.values(units).every(isText) &&
    Array.isArray(findings) && findings.every(isFinding) &&
    Array.isArray(environments) && environments.length > 0 &&
    environments.every(isObject);
  if (!whole) throw new TypeError("its head is damaged");
  if (
    !Array.isArray(runs) ||
    !runs.every((run) => isRun(run, { environments: environments.length }))
  ) {
    throw new TypeError("its list of runs is damaged");
  }
  return golden as Golden;
}

function isText(json: unknown): boolean {
  return typeof json === "string";
}

function isOutcome(outcome: unknown): boolean {
  return OUTCOMES.includes(outcome as Outcome);
}

function isFinding(json: unknown): boolean {
  if (!isObject(json)) return false;
  const { statement, numbers, outcome, informative = false } = json;
  return isText(statement) && isText(numbers) && isOutcome(outcome) &&
    typeof informative === "boolean";
}

function isRun(
  json: unknown,
  { environments }: { environments: number },
): boolean {
  if (!isObject(json)) return false;
  const run = json as { readonly [key in keyof GoldenRun]?: unknown };
  const { environment = 0 } = run;
  return typeof run.cell === "string" && isCount(run.seed) &&
    STATUSES.includes(run.status as GoldenRun["status"]) &&
    isCount(run.steps) &&
    ["string", "undefined"].includes(typeof run.chain) &&
    isCount(environment) && environment < environments &&
    [run.metrics, run.volatile ?? {}].every((metrics) =>
      isObject(metrics) && Object.values(metrics).every(isNumber)
    ) &&
    ["string", "undefined"].includes(typeof run.series) &&
    Array.isArray(run.first) && run.first.every(isNumber);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** A number, or null for one that does not exist. */
function isNumber(value: unknown): boolean {
  return typeof value === "number" || value === null;
}
