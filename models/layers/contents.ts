import type { Layer, Start } from "./layer.ts";
import { mergedProbes } from "./probes.ts";

/** What a layer has, whatever it computes. */
type Contents = Omit<Layer, "outputShape" | "apply">;

/**
 * What layers have together.
 *
 * @throws {RangeError} if a parameter's name comes twice, two layers drop out
 * (a pass has one key), or two normalise ghost batches of different sizes.
 */
export function contentsOf(layers: readonly Contents[]): Contents {
  const [dropRate, ...others] = layers.flatMap(({ dropRate }) =>
    dropRate ?? []
  );
  if (others.length > 0) {
    throw new RangeError(
      `Cannot put layers together: ${
        others.length + 1
      } drop out, and a pass has one key`,
    );
  }
  const [ghostBatchSize, ...sizes] = new Set(
    layers.flatMap(({ ghostBatchSize }) => ghostBatchSize ?? []),
  );
  if (sizes.length > 0) {
    throw new RangeError(
      `Cannot put layers together: their ghost batches must have one size, current sizes ${
        [ghostBatchSize, ...sizes].join(", ")
      }`,
    );
  }
  return {
    multiplyAdds: layers.reduce((sum, layer) => sum + layer.multiplyAdds, 0),
    parameters: merged(layers.map(({ parameters }) => parameters)),
    statistics: merged(layers.map(({ statistics }) => statistics)),
    probes: mergedProbes(layers),
    ...(ghostBatchSize === undefined ? {} : { ghostBatchSize }),
    ...(dropRate === undefined ? {} : { dropRate }),
  };
}

function merged(
  parts: readonly Readonly<Record<string, Start>>[],
): Readonly<Record<string, Start>> {
  const all: Record<string, Start> = {};
  for (const [name, start] of parts.flatMap((part) => Object.entries(part))) {
    if (name in all) {
      throw new RangeError(`Cannot put layers together: two have "${name}"`);
    }
    all[name] = start;
  }
  return all;
}
