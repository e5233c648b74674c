/**
 * How many of the examples 0, …, `examples` - 1 are not drawn exactly once by
 * the steps of an epoch.
 */
export function examplesMissed(
  steps: Iterable<Uint32Array>,
  { examples }: { examples: number },
): number {
  const drawn = new Uint32Array(examples);
  for (const indices of steps) {
    for (const index of indices) drawn[index]!++;
  }
  return drawn.filter((times) => times !== 1).length;
}
