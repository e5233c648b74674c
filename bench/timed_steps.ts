import type { Run } from "./peers/protocol.ts";

/** Does so many steps, one after the other, and times each. */
export async function timedSteps(
  step: () => Promise<number>,
  count: number,
): Promise<Run> {
  const losses: number[] = [];
  const milliseconds: number[] = [];
  while (losses.length < count) {
    const start = performance.now();
    losses.push(await step());
    milliseconds.push(performance.now() - start);
  }
  return { losses, milliseconds };
}
