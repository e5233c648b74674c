/**
 * The form of a golden file's JSON: older versions made new, and everything
 * checked that the gate relies on, for the file may come from anywhere.
 *
 * @module
 */
import {
  type Golden,
  GOLDEN_VERSION,
  type GoldenName,
  type GoldenRun,
} from "./golden_file.ts";

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

const OUTCOMES: readonly unknown[] = [
  ...["reproduced", "contradicted", "inconclusive"],
];
const STATUSES: readonly unknown[] = [
  ...["finished", "converged", "not converged", "diverged"],
];

function isText(json: unknown): boolean {
  return typeof json === "string";
}

function isOutcome(outcome: unknown): boolean {
  return OUTCOMES.includes(outcome);
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
    STATUSES.includes(run.status) && isCount(run.steps) &&
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
