import { quartilesOf } from "./quartiles.ts";
import type { TimedSteps } from "./timed_steps.ts";

/** Milliseconds a step, median over a turn, of each contender by id. */
export type Round = Readonly<Record<string, number>>;

/** Steps of one turn; the first ones find cold caches. */
export interface Turn {
  readonly untimed: number;
  readonly timed: number;
}

/** Who has turns. */
export interface Timed {
  readonly id: string;
  /** So many steps, each timed. */
  run(steps: number): Promise<TimedSteps>;
}

/**
 * Rounds in which every contender has one turn while the others wait, each
 * beginning with another one.
 */
export async function timedRounds(
  contenders: readonly Timed[],
  { turn, rounds: count, onRound }: {
    turn: Turn;
    rounds: number;
    onRound: (round: number) => void | Promise<void>;
  },
): Promise<Round[]> {
  const rounds: Round[] = [];
  while (rounds.length < count) {
    const first = rounds.length % contenders.length;
    const order = [...contenders.slice(first), ...contenders.slice(0, first)];
    rounds.push(await roundOf(order, turn));
    await onRound(rounds.length);
  }
  return rounds;
}

async function roundOf(
  contenders: readonly Timed[],
  { untimed, timed }: Turn,
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
