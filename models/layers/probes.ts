/**
 * Gradient statistics, and weighted contributions to the gradient, in the same
 * backward pass as the gradient.
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
import { contributionsTo, type Probed, type Probes } from "../../core/model.ts";
import type { Layer } from "./layer.ts";

/** What a statistic, or a sum of contributions, is computed from. */
export interface ProbeInputs {
  /**
   * δ, the gradient of the outputs, `[batch, ...outputShape]`; of a weighted
   * sum of losses if that is what is differentiated, and times the weights of
   * the probes if they have any.
   */
  delta: tf.Tensor;
  /** What the layer saved for its statistics. */
  saved: readonly tf.Tensor[];
  /** How many examples, the first ones of the batch, are observed. */
  examples: number;
}

/** What comes out of a backward pass. */
export interface Probe {
  /** Its shape. */
  readonly shape: readonly number[];
  /**
   * Multiply-adds of one observed example, in matrix products. Absent: it is
   * none.
   */
  readonly multiplyAdds?: number;
  /** Whether all examples are observed, however many others are. */
  readonly everyExample?: true;
  /** A sum over the observed examples. */
  statistic(inputs: ProbeInputs): tf.Tensor;
}

/**
 * What can come out of a layer, by the names of its parts. A layer without
 * contributions serves where no noise method weighs them.
 */
export type ProbeTable = Readonly<
  & Record<Exclude<Probed, "contributions">, Readonly<Record<string, Probe>>>
  & { contributions?: Readonly<Record<string, Probe>> }
>;

/** The probe of Σ w_i g_i of a parameter, `gradient` being that of Σ g_i. */
export function contributions(
  parameter: string,
  { shape, gradient }: {
    shape: readonly number[];
    gradient: (inputs: ProbeInputs) => tf.Tensor;
  },
): Readonly<Record<string, Probe>> {
  return {
    [contributionsTo(parameter)]: {
      shape,
      everyExample: true,
      statistic: gradient,
    },
  };
}

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
  const { zeros = {}, examples = 0, weights } = probes ?? {};
  const all: Readonly<Record<string, Probe>> = Object.assign(
    {},
    ...Object.values(table),
  );
  const given = Object.entries(all).filter(([name, { everyExample }]) =>
    name in zeros && (everyExample || examples > 0)
  );
  if (given.length === 0) return y;
  const observe = tf.customGrad((...inputs) => {
    const [y] = inputs as unknown as tf.Tensor[];
    // tfjs hands over what keeps tensors for the gradient after the inputs.
    (inputs.at(-1) as unknown as tf.GradSaveFunc)([
      ...saved,
      ...(weights === undefined ? [] : [weights]),
    ]);
    return {
      value: tf.clone(y!),
      gradFunc: (delta: tf.Tensor, kept: tf.Tensor[]) => {
        const own = kept.slice(0, saved.length);
        const weighted = weights === undefined
          ? tf.clone(delta)
          : byExample(delta, kept.at(-1)!);
        const statistics = given.map(([, { statistic, everyExample }]) =>
          tf.tidy(() =>
            statistic({
              ...{ delta: weighted, saved: own },
              examples: everyExample ? delta.shape[0]! : examples,
            })
          )
        );
        weighted.dispose();
        return [tf.clone(delta), ...statistics];
      },
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
    "contributions": all("contributions"),
  };
}

/**
 * The probes of a statistic, or of contributions, of every parameter of a
 * layer.
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
    !(parameter in probes) && !(contributionsTo(parameter) in probes) &&
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

/** What each example of a batch has, times its weight. */
function byExample(batch: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  const others = batch.shape.slice(1).map(() => 1);
  return tf.mul(batch, tf.reshape(weights, [-1, ...others]));
}

/** The first `examples` of a batch. */
export function first(batch: tf.Tensor, examples: number): tf.Tensor {
  return examples === batch.shape[0] ? batch : tf.slice(batch, 0, examples);
}
