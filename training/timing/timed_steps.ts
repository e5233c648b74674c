/** Steps that were timed. */
export interface TimedSteps {
  /** Loss before each step (nats). */
  readonly losses: readonly number[];
  /** Time of each step, until its loss was known. */
  readonly milliseconds: readonly number[];
}

/** Does so many steps, one after the other, and times each. */
export async function timedSteps(
  step: () => Promise<number>,
  count: number,
): Promise<TimedSteps> {
  const losses: number[] = [];
  const milliseconds: number[] = [];
  while (losses.length < count) {
    const start = performance.now();
    losses.push(await step());
    milliseconds.push(performance.now() - start);
  }
  return { losses, milliseconds };
}
