import { Breakdown } from "../../core/exit_code.ts";
import type { Work } from "../works.ts";
import { checkAgreement, COMPARED_STEPS } from "./agreement.ts";
import { type Contender, Incapable } from "./contender.ts";
import { quartilesOf } from "./quartiles.ts";

/** Milliseconds a step, median over a turn, of each contender by id. */
export type Round = Readonly<Record<string, number>>;

/** What was measured of a work. */
export interface Measurement {
  readonly work: Work;
  /** The contenders that can do it. */
  readonly contenders: readonly Contender[];
  /** Why others cannot, by id. */
  readonly incapable: Readonly<Record<string, string>>;
  /** Largest relative difference of the losses, by step. */
  readonly differences: readonly number[];
  readonly rounds: readonly Round[];
}

/**
 * Times a work: in each round every contender has one turn while the others
 * wait, each round beginning with another one.
 *
 * @param options.folder Where the work is written.
 * @throws {Breakdown} if contenders do not train alike, none can do the work,
 * or one dies.
 */
export async function measure(
  work: Work,
  { contenders, folder, rounds: count, onRound }: {
    contenders: readonly Contender[];
    folder: string;
    rounds: number;
    onRound: (round: number) => void;
  },
): Promise<Measurement> {
  const losses: Record<string, readonly number[]> = {};
  const incapable: Record<string, string> = {};
  for (const contender of contenders) {
    try {
      await contender.prepare(folder);
      losses[contender.title] = (await contender.run(COMPARED_STEPS)).losses;
    } catch (error) {
      if (!(error instanceof Incapable)) throw error;
      incapable[contender.id] = error.message;
    }
  }
  const able = contenders.filter(({ id }) => !(id in incapable));
  if (able.length === 0) {
    const reasons = Object.values(incapable).join("; ");
    throw new Breakdown(`Cannot time ${work.title}: ${reasons}`);
  }
  const differences = checkAgreement(losses);
  const rounds: Round[] = [];
  while (rounds.length < count) {
    const first = rounds.length % able.length;
    const order = [...able.slice(first), ...able.slice(0, first)];
    rounds.push(await roundOf(order, work.turn));
    onRound(rounds.length);
  }
  return { work, contenders: able, incapable, differences, rounds };
}

async function roundOf(
  contenders: readonly Contender[],
  { untimed, timed }: Work["turn"],
): Promise<Round> {
  const round: Record<string, number> = {};
  for (const { id, run } of contenders) {
    const { milliseconds } = await run(untimed + timed);
    round[id] = quartilesOf(milliseconds.slice(untimed)).median;
  }
  return round;
}

/** Of each round the time of one contender divided by that of another. */
export function ratiosOf(
  rounds: readonly Round[],
  { of, to }: { of: string; to: string },
): number[] {
  return rounds.map((round) => round[of]! / round[to]!);
}
