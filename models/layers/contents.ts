import type { Layer, Start } from "./layer.ts";
import { mergedProbes } from "./probes.ts";

/** What a layer has, whatever it computes. */
type Contents = Omit<Layer, "outputShape" | "apply">;

/**
 * What layers have together.
 *
 * @throws {RangeError} if a parameter's name comes twice, or two layers drop
 * out: a pass has one key.
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
  return {
    multiplyAdds: layers.reduce((sum, layer) => sum + layer.multiplyAdds, 0),
    parameters: merged(layers.map(({ parameters }) => parameters)),
    statistics: merged(layers.map(({ statistics }) => statistics)),
    probes: mergedProbes(layers),
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
