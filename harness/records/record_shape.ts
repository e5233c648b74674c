/**
 * Whether parsed JSON has the shape of a run's record. A checksum shows
 * damage; a file from elsewhere may be whole and hold anything.
 *
 * @module
 */
import type { RunOutcome } from "../../suites/suite.ts";
import { isObject } from "./is_object.ts";

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string";
const count: Check = (value) =>
  Number.isSafeInteger(value) && Number(value) >= 0;
/** null stands for a number that does not exist. */
const number: Check = (value) => typeof value === "number" || value === null;

function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

function membersOf(check: Check): Check {
  return (value) => isObject(value) && Object.values(value).every(check);
}

/** That an object has these members; it may have others. */
function objectWith(members: Readonly<Record<string, Check>>): Check {
  return (value) =>
    isObject(value) &&
    Object.entries(members).every(([name, check]) => check(value[name]));
}

/** How a run can end. */
export const STATUSES: readonly RunOutcome["status"][] = [
  "finished",
  "converged",
  "not converged",
  "diverged",
];

const PARTS: Readonly<Record<string, Check>> = {
  identity: objectWith({
    settings: objectWith({ kind: text, datasets: listOf(text) }),
    seed: count,
    datasets: membersOf(text),
    engine: (value) =>
      membersOf(text)(value) && objectWith({ engine: text })(value),
    numerics: count,
  }),
  outcome: objectWith({
    status: (value) => STATUSES.includes(value as RunOutcome["status"]),
    metrics: membersOf(objectWith({ value: number, unit: text })),
    steps: count,
    series: membersOf(listOf(number)),
    first: listOf(number),
    links: listOf(objectWith({ chain: text })),
  }),
  seconds: number,
  environment: isObject,
};

/** Which part of a record is missing or of the wrong kind, if one is. */
export function misshapenPart(
  record: Readonly<Record<string, unknown>>,
): string | undefined {
  return Object.keys(PARTS).find((name) => !PARTS[name]!(record[name]));
}
