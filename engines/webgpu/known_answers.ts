/**
 * Questions with known answers that an adapter must get right before it may
 * train: drivers have returned wrong numbers.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { questions } from "./questions.ts";

/** Numbers that the device makes, and those that it should make. */
export interface KnownAnswer {
  /** What is asked. */
  readonly question: string;
  /** Asks the device. */
  readonly ask: () => tf.Tensor;
  /** The answer. */
  readonly answer: ArrayLike<number>;
  /** Allowed error relative to each number; default: none. */
  readonly tolerance?: number;
}

/**
 * Asks all questions.
 *
 * @throws {Error} that names the adapter and the question, on the first wrong
 * answer.
 */
export async function checkKnownAnswers(
  adapter: string,
  asked: readonly KnownAnswer[] = questions(),
): Promise<void> {
  const tensors = asked.map(({ ask }) => tf.tidy(ask));
  // Together, since a device is slow to answer, but to many readers at once.
  const results = await Promise.all(tensors.map((tensor) => tensor.data()));
  tf.dispose(tensors);
  for (const [i, { question, answer, tolerance = 0 }] of asked.entries()) {
    const found = results[i]!;
    const length = Math.max(found.length, answer.length);
    const wrong = Array.from({ length }, (_, at) => at).find((at) =>
      !isClose(found[at], { right: answer[at], tolerance })
    );
    if (wrong === undefined) continue;
    throw new Error(
      `Cannot use ${adapter} (webgpu): it computes ${question} wrongly, number ${wrong} is ${
        found[wrong]
      } where ${
        answer[wrong]
      } is right; update its driver or take another engine`,
    );
  }
}

function isClose(
  found: number | undefined,
  { right, tolerance }: { right: number | undefined; tolerance: number },
): boolean {
  if (found === undefined || right === undefined) return false;
  if (!Number.isFinite(right)) return Object.is(found, right);
  return Math.abs(found - right) <= tolerance * Math.abs(right);
}
