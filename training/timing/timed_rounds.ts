import { quartilesOf } from "./quartiles.ts";
import type { TimedSteps } from "./timed_steps.ts";

/** Milliseconds a step, median over a turn, of each contender by id. */
export type Round = Readonly<Record<string, number>>;

/** Steps of one turn; the first ones find cold caches. */
export interface Turn {
  readonly untimed: number;
  readonly timed: number;
}

/** Whose turn begins. */
export interface TurnStart {
  readonly id: string;
  /** From 1 on; 0 is for steps that are done before the rounds. */
  readonly round: number;
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
 *
 * @param options.onTurn Called before each turn, which waits for it. What it
 * throws ends the rounds.
 * @param options.onRound Called after each round, likewise.
 */
export async function timedRounds(
  contenders: readonly Timed[],
  { turn, rounds: count, onTurn = () => {}, onRound = () => {} }: {
    turn: Turn;
    rounds: number;
    onTurn?: (start: TurnStart) => void | Promise<void>;
    onRound?: (round: number) => void | Promise<void>;
  },
): Promise<Round[]> {
  const rounds: Round[] = [];
  while (rounds.length < count) {
    const first = rounds.length % contenders.length;
    const order = [...contenders.slice(first), ...contenders.slice(0, first)];
    const round = rounds.length + 1;
    rounds.push(
      await roundOf(order, { turn, onTurn: (id) => onTurn({ id, round }) }),
    );
    await onRound(round);
  }
  return rounds;
}

async function roundOf(
  contenders: readonly Timed[],
  { turn: { untimed, timed }, onTurn }: {
    turn: Turn;
    onTurn: (id: string) => void | Promise<void>;
  },
): Promise<Round> {
  const round: Record<string, number> = {};
  for (const { id, run } of contenders) {
    await onTurn(id);
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
