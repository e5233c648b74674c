import { Breakdown } from "../../core/exit_code.ts";
import {
  type Round,
  timedRounds,
  type TurnStart,
} from "../../training/timing/timed_rounds.ts";
import type { Work } from "../works.ts";
import { checkAgreement, COMPARED_STEPS } from "./agreement.ts";
import { type Contender, Incapable } from "./contender.ts";

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
 * Times a work that contenders do alike, by {@linkcode timedRounds}.
 *
 * @param options.folder Where the work is written.
 * @param options.onTurn Called before the first steps of each, in round 0, and
 * before each turn.
 * @throws {Breakdown} if contenders do not train alike, none can do the work,
 * or one dies.
 */
export async function measure(
  work: Work,
  { contenders, folder, rounds: count, onTurn }: {
    contenders: readonly Contender[];
    folder: string;
    rounds: number;
    onTurn: (start: TurnStart) => void;
  },
): Promise<Measurement> {
  const losses: Record<string, readonly number[]> = {};
  const incapable: Record<string, string> = {};
  for (const contender of contenders) {
    onTurn({ id: contender.id, round: 0 });
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
  const { turn } = work;
  const rounds = await timedRounds(able, { turn, rounds: count, onTurn });
  return { work, contenders: able, incapable, differences, rounds };
}
