/**
 * Gradient statistics in the same backward pass as the gradient.
 *
 * A layer's outputs pass through a function that changes nothing and has extra
 * inputs, the probes, zeros of a statistic's shape. Its gradient with respect
 * to the outputs is δ as it is, and with respect to a probe it is defined to be
 * the statistic, a function of δ. So the gradient has the same bits with and
 * without statistics.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import type { GradientStatistic } from "../../core/method.ts";
import type { Probes } from "../../core/model.ts";
import type { Layer } from "./layer.ts";

/** What a statistic is computed from. */
export interface ProbeInputs {
  /**
   * δ, the gradient of the outputs, `[batch, ...outputShape]`; of a weighted
   * sum of losses if that is what is differentiated.
   */
  delta: tf.Tensor;
  /** What the layer saved for its statistics. */
  saved: readonly tf.Tensor[];
  /** How many examples, the first ones of the batch, are observed. */
  examples: number;
}

/** A statistic that comes out of a backward pass. */
export interface Probe {
  /** Its shape. */
  readonly shape: readonly number[];
  /**
   * Multiply-adds of one observed example, in matrix products. Absent: it is
   * none.
   */
  readonly multiplyAdds?: number;
  /** A sum over the observed examples, with δ of the loss as it is. */
  statistic(inputs: ProbeInputs): tf.Tensor;
}

/** Each gradient statistic of a layer, by the names of its parts. */
export type ProbeTable = Readonly<
  Record<Exclude<GradientStatistic, "none">, Readonly<Record<string, Probe>>>
>;

/**
 * `y` unchanged, its gradient observed by those of the layer's probes that are
 * given. `saved` is kept until the backward pass.
 */
export function observed(
  y: tf.Tensor,
  { table, probes, saved }: {
    table: ProbeTable;
    probes: Probes | undefined;
    saved: readonly tf.Tensor[];
  },
): tf.Tensor {
  const { zeros = {}, examples = 0 } = probes ?? {};
  const given = Object.entries(Object.assign({}, ...Object.values(table)))
    .filter(([name]) => name in zeros) as [string, Probe][];
  if (given.length === 0 || examples === 0) return y;
  const observe = tf.customGrad((...inputs) => {
    const [y] = inputs as unknown as tf.Tensor[];
    // tfjs hands over what keeps tensors for the gradient after the inputs.
    (inputs.at(-1) as unknown as tf.GradSaveFunc)([...saved]);
    return {
      value: tf.clone(y!),
      gradFunc: (delta: tf.Tensor, saved: tf.Tensor[]) => [
        tf.clone(delta),
        ...given.map(([, { statistic }]) =>
          tf.tidy(() => statistic({ delta, saved, examples }))
        ),
      ],
    };
  });
  return observe(y, ...given.map(([name]) => zeros[name]!));
}

/** The probes of several layers; of those that have none, none. */
export function mergedProbes(
  layers: readonly Pick<Layer, "probes">[],
): ProbeTable {
  const all = (statistic: keyof ProbeTable) =>
    Object.assign({}, ...layers.map(({ probes }) => probes?.[statistic]));
  return {
    "squared gradients": all("squared gradients"),
    "Kronecker factors": all("Kronecker factors"),
  };
}

/**
 * The probes of a statistic of every parameter of a layer.
 *
 * @throws {RangeError} if one of the parameters has none; `name` is the
 * network's.
 */
export function probesOf(
  layer: Pick<Layer, "parameters" | "probes">,
  { statistic, name }: { statistic: keyof ProbeTable; name: string },
): Readonly<Record<string, Probe>> {
  const probes = layer.probes?.[statistic] ?? {};
  const missing = Object.keys(layer.parameters).filter((parameter) =>
    !(parameter in probes) &&
    !(parameter.replace(/[^/]*$/, "inputs") in probes)
  );
  if (missing.length > 0) {
    throw new RangeError(
      `Cannot take ${statistic} of ${name}: its layers give none for ${
        missing.join(", ")
      }`,
    );
  }
  return probes;
}

/** The first `examples` of a batch. */
export function first(batch: tf.Tensor, examples: number): tf.Tensor {
  return examples === batch.shape[0] ? batch : tf.slice(batch, 0, examples);
}
