/**
 * Where two runs that should agree part: the first update and the first tensor.
 *
 * @module
 */
import type { RunOutcome } from "../../suites/suite.ts";

/** Where the parameters of two runs part, as far as their links tell. */
export interface ParameterDivergence {
  /** The last link at which they agree, if any: updates made before it. */
  readonly sameAfter: number | undefined;
  /** The first link at which they differ: updates made before it. */
  readonly otherAfter: number;
  /** The tensors that differ there, in the network's order. */
  readonly tensors: readonly string[];
  /** How many tensors there are. */
  readonly ofTensors: number;
}

/** How the outcomes of two runs differ. */
export interface Divergence {
  /** Absent: they agree at every link that both have. */
  readonly parameters?: ParameterDivergence;
  /**
   * The first update with another loss, which is taken before the update.
   * Absent: there is none, or one of the runs was recorded without.
   */
  readonly loss?: number;
  /** Numbers that differ, e.g. "test_accuracy: 75.1, 75.2". */
  readonly numbers: readonly string[];
}

/** So many numbers are named. */
const MOST_NUMBERS = 3;

/** How two outcomes differ; undefined where they agree in every bit. */
export function divergenceOf(
  a: RunOutcome,
  b: RunOutcome,
): Divergence | undefined {
  const parameters = parameterDivergence(a, b);
  const loss = firstOtherLoss(a, b);
  const numbers = otherNumbers(a, b);
  if (
    parameters === undefined && loss === undefined && numbers.length === 0
  ) return undefined;
  return {
    ...parameters === undefined ? {} : { parameters },
    ...loss === undefined ? {} : { loss },
    numbers,
  };
}

/** The first update that is seen to be another one; 0 for the beginning. */
export function firstOtherUpdate(
  { parameters, loss = Infinity }: Divergence,
): number {
  return Math.min(loss, parameters?.otherAfter ?? Infinity);
}

/** What differs, in words. */
export function divergenceText(
  { parameters, loss, numbers }: Divergence,
): string {
  const parts = [
    ...loss === undefined
      ? []
      : [`update ${loss} is the first with another loss`],
    ...parameters === undefined ? [] : [parametersText(parameters)],
  ];
  if (parts.length > 0) return parts.join("; ");
  const more = numbers.length - MOST_NUMBERS;
  return [
    "the same updates, other numbers",
    ...numbers.slice(0, MOST_NUMBERS),
    ...more > 0 ? [`and ${more} more`] : [],
  ].join("; ");
}

function parametersText(
  { sameAfter, otherAfter, tensors, ofTensors }: ParameterDivergence,
): string {
  const which = tensors.length === 0
    ? ""
    : `, first ${tensors[0]} (${tensors.length} of ${ofTensors} tensors)`;
  return sameAfter === undefined
    ? `other parameters at the beginning${which}`
    : `the same parameters after ${sameAfter} updates, ` +
      `others after ${otherAfter}${which}`;
}

function parameterDivergence(
  a: RunOutcome,
  b: RunOutcome,
): ParameterDivergence | undefined {
  let sameAfter: number | undefined;
  for (const [i, ours] of a.links.entries()) {
    const theirs = b.links[i];
    // One ended before the other one.
    if (theirs?.step !== ours.step) return undefined;
    if (theirs.chain !== ours.chain) {
      const names = Object.keys({ ...ours.tensors, ...theirs.tensors });
      return {
        sameAfter,
        otherAfter: ours.step,
        tensors: names.filter((name) =>
          ours.tensors[name] !== theirs.tensors[name]
        ),
        ofTensors: names.length,
      };
    }
    sameAfter = ours.step;
  }
  return undefined;
}

function firstOtherLoss(a: RunOutcome, b: RunOutcome): number | undefined {
  if (a.trace === undefined || b.trace === undefined || a.steps === 0) {
    return undefined;
  }
  const width = a.trace.length / a.steps;
  const steps = Math.min(a.steps, b.steps);
  for (let step = 0; step < steps; step++) {
    const hash = ({ trace }: RunOutcome) =>
      trace!.slice(step * width, (step + 1) * width);
    if (hash(a) !== hash(b)) return step + 1;
  }
  return undefined;
}

function otherNumbers(a: RunOutcome, b: RunOutcome): string[] {
  const [ours, theirs] = [numbersOf(a), numbersOf(b)];
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .filter((name) => !Object.is(ours.get(name), theirs.get(name)))
    .map((name) =>
      `${name}: ${ours.get(name) ?? "none"}, ${theirs.get(name) ?? "none"}`
    );
}

/** All numbers of an outcome but for times, and how it ended, by name. */
function numbersOf(
  { status, steps, divergedAt, metrics, first, series }: RunOutcome,
): Map<string, unknown> {
  return new Map<string, unknown>([
    ["status", status],
    ["updates", steps],
    ["diverged at", divergedAt],
    ...Object.entries(metrics).filter(([, { volatile }]) => !volatile)
      .map(([name, { value }]) => [name, value] as const),
    ...Object.entries({ "first number": first, ...series }).flatMap((
      [name, values],
    ) => values.map((value, i) => [`${name} ${i + 1}`, value] as const)),
  ]);
}
