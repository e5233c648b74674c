import type { Engine } from "../../engines/engine.ts";
import {
  type Quartiles,
  quartilesOf,
} from "../../training/timing/quartiles.ts";
import {
  ratiosOf,
  type Round,
  timedRounds,
  type TurnStart,
} from "../../training/timing/timed_rounds.ts";
import type { Stepper } from "../../training/timing/method_stepper.ts";
import { type Arithmetic, plain, total } from "./arithmetic.ts";
import { BASELINE, METHOD_CASES, type MethodCase, PASSES } from "./cases.ts";
import { caseStepper, drawStepper } from "./stepper.ts";
import { type MethodWork, sizesOf } from "./works.ts";

/** What was measured of a work. */
export interface MethodsMeasurement {
  readonly work: MethodWork;
  /** The methods, in order; plain SGD is among them. */
  readonly cases: readonly MethodCase[];
  /** Times of methods, and of drawing a number for each parameter, by id. */
  readonly rounds: readonly Round[];
}

/** What is known of one method. */
export interface MethodLine {
  readonly id: string;
  readonly title: string;
  readonly arithmetic: Arithmetic;
  /** Of a step, median over the rounds. */
  readonly milliseconds: number;
  /** Its time divided by that of plain SGD: quartiles over the rounds. */
  readonly ratio: Quartiles;
  /** The ratio that its arithmetic demands, median over the rounds. */
  readonly demanded: number;
  /** Its time divided by the one demanded: quartiles over the rounds. */
  readonly excess: Quartiles;
}

/**
 * Times a step of each method on an engine, by turns, and what they are
 * compared with: plain SGD, in workers' passes too where there are methods
 * that make those, and bare draws of random numbers.
 *
 * @param options.onTurn Called before the first step of each, in round 0, and
 * before each turn, which wait for it. What it throws ends the measurement.
 */
export async function measureMethods(
  engine: Engine,
  { work, ids, rounds, onTurn }: {
    work: MethodWork;
    ids: readonly string[];
    rounds: number;
    onTurn: (start: TurnStart) => void | Promise<void>;
  },
): Promise<MethodsMeasurement> {
  const asked = METHOD_CASES.filter(({ id }) => ids.includes(id));
  const references = [
    BASELINE,
    ...(asked.some(({ inWorkersPasses }) => inWorkersPasses) ? [PASSES] : []),
  ];
  const cases = METHOD_CASES.filter(({ id }) =>
    ids.includes(id) || references.includes(id)
  );
  const count = sizesOf(work).parameters;
  const timed = [
    ...cases.map((methodCase) => ({
      id: methodCase.id,
      start: () => caseStepper(engine, { work, methodCase }),
    })),
    ...(["normal", "uniform"] as const).map((kind) => ({
      id: `${kind} numbers`,
      start: () => drawStepper(engine, { kind, count }),
    })),
  ];
  const steppers: Stepper[] = [];
  try {
    for (const { id, start } of timed) {
      await onTurn({ id, round: 0 });
      const stepper = start();
      steppers.push(stepper);
      // It compiles, and leaves behind what a method remembers.
      await stepper.step();
    }
    const { turn } = work;
    return {
      ...{ work, cases },
      rounds: await timedRounds(steppers, { turn, rounds, onTurn }),
    };
  } finally {
    for (const { dispose } of steppers) dispose();
  }
}

/** The lines of a measurement, one for each method. */
export function methodLines(
  { work, cases, rounds }: MethodsMeasurement,
): MethodLine[] {
  const sizes = sizesOf(work);
  return cases.map(({ id, title, extra, inWorkersPasses }) => {
    const arithmetic = total(plain(sizes), extra(sizes));
    const like = inWorkersPasses === true ? PASSES : BASELINE;
    const demanded = rounds.map((round) =>
      demandedOf(arithmetic, {
        like: round[like]!,
        flop: plain(sizes).flop,
        normal: round["normal numbers"]! / sizes.parameters,
        uniform: round["uniform numbers"]! / sizes.parameters,
      })
    );
    const ratioTo = (times: readonly number[]) =>
      rounds.map((round, i) => times[i]! / round[BASELINE]!);
    return {
      ...{ id, title, arithmetic },
      milliseconds: quartilesOf(rounds.map((round) => round[id]!)).median,
      ratio: quartilesOf(ratiosOf(rounds, { of: id, to: BASELINE })),
      demanded: quartilesOf(ratioTo(demanded)).median,
      excess: quartilesOf(rounds.map((round, i) => round[id]! / demanded[i]!)),
    };
  });
}

/**
 * The time that arithmetic demands: operations as fast as those of plain SGD,
 * which takes the time `like` for `flop` of them, and random numbers as fast as
 * the engine draws them alone.
 */
function demandedOf(
  arithmetic: Arithmetic,
  { like, flop, normal, uniform }: {
    like: number;
    flop: number;
    normal: number;
    uniform: number;
  },
): number {
  return like * arithmetic.flop / flop + arithmetic.normals * normal +
    arithmetic.uniforms * uniform;
}
