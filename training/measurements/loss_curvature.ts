import * as tf from "@tensorflow/tfjs-core";
import type { Examples } from "../../core/dataset.ts";
import { split } from "../../core/key.ts";
import {
  disposeTensors,
  mapTensors,
  type NamedTensors,
} from "../../core/tensors.ts";
import { batchOf } from "../batch.ts";
import { crossEntropy } from "../cross_entropy.ts";
import { microbatches } from "../microbatches.ts";
import { calibrationTemperature } from "../probes/calibration_temperature.ts";
import { type FoldedNorms, foldedNorms } from "../probes/folded_norms.ts";
import { hessianEigenvalue } from "../probes/hessian_eigenvalue.ts";
import type { Moment, TrainingMeasurement } from "../training_measurement.ts";
import { valueAndGradient } from "../value_and_gradient.ts";
import { checkExampleCount } from "./check_example_count.ts";

/** How the curvature is measured. */
export interface LossCurvatureOptions {
  /** Training examples of the loss, the first ones. */
  readonly examples: number;
  /** Most products with the Hessian matrix. */
  readonly products: number;
}

/** Share of a logit: a hundred times what rounding changes in a dozen layers. */
const FOLDING_ERROR = 1e-2;

/**
 * "curvature": the largest eigenvalue (nats) of the Hessian matrix of the mean
 * cross-entropy on the first training examples, as the network is evaluated:
 * normalisation folded into the weights, and a temperature into the last layer,
 * so that neither the scale of weights nor that of logits counts. The
 * temperature has the least cross-entropy on the test set; with that of the same
 * training examples instead the eigenvalue is "training_curvature". The
 * temperatures are "temperature" and "training_temperature". By at most so many
 * products, all of whose directions are in memory.
 *
 * @throws {RangeError} unless `examples` is a positive integer; on measuring, if
 * normalisation does not fold into the weights, as where it follows the sum of
 * a residual block (`wideResnet`).
 *
 * Source: "An empirical study of stochastic gradient descent with structured
 * covariance noise", Figure 5b.
 */
export function lossCurvature(
  { examples, products }: LossCurvatureOptions,
): Pick<TrainingMeasurement, "measure"> {
  checkExampleCount(examples);
  return {
    measure: async (moment) => {
      const { parameters, dataset: { train, test } } = moment;
      const folded = foldedNorms(parameters, moment);
      const first = { ...train, count: Math.min(examples, train.count) };
      const network = evaluated(moment, folded);
      const curvatureAt = async (temperature: number) => {
        const at = withTemperature(folded.free, temperature);
        const { eigenvalue } = await hessianEigenvalue(
          (parameters) => network.gradient(parameters, first),
          {
            ...{ parameters: at, maxProducts: products },
            key: split(moment.key, "direction"),
          },
        );
        disposeTensors(at);
        return eigenvalue;
      };
      try {
        await checkFolded(moment, { folded, examples: first });
        const fitted = await network.temperature(folded.free, test);
        const training = await network.temperature(folded.free, first);
        return {
          curvature: await curvatureAt(fitted),
          training_curvature: await curvatureAt(training),
          temperature: fitted,
          training_temperature: training,
        };
      } finally {
        for (const tensors of Object.values(folded)) disposeTensors(tensors);
      }
    },
  };
}

/** Checks on a batch of the examples that folding has left the logits. */
async function checkFolded(
  { step: { model }, parameters, statistics, ...moment }: Moment,
  { folded, examples }: { folded: FoldedNorms; examples: Examples },
): Promise<void> {
  const length = Math.min(moment.microbatch, examples.count);
  const changeAndSize = tf.tidy(() => {
    const { x } = batchOf(examples, {
      ...{ imageShape: moment.dataset.imageShape, tables: moment.tables },
      indices: Uint32Array.from({ length }, (_, i) => i),
    });
    const before = model.apply(parameters, { x, statistics }).logits;
    const after = model.apply({ ...folded.free, ...folded.fixed }, {
      ...{ x, statistics: folded.statistics },
    }).logits;
    const change = tf.sub(after, before);
    return tf.stack([change, before].map((t) => tf.max(tf.abs(t))));
  });
  const [change, size] = await changeAndSize.data();
  changeAndSize.dispose();
  if (change! > FOLDING_ERROR * size!) {
    throw new RangeError(
      `Cannot measure the curvature of ${model.name}: its normalisation does not fold into the weights, as a layer must come right before each, without a sum between; logits of up to ${size} changed by ${change}`,
    );
  }
}

/** Logits divided by T: the last kernel, and the bias behind it. */
function withTemperature(
  parameters: NamedTensors,
  temperature: number,
): NamedTensors {
  const last = Object.keys(parameters)
    .findLast((name) => name.endsWith("/kernel"))!;
  const layer = last.slice(0, -"kernel".length);
  return mapTensors(
    parameters,
    (tensor, name) =>
      name.startsWith(layer) ? tf.div(tensor, temperature) : tf.clone(tensor),
  );
}

/** What is asked of a network whose normalisation is folded. */
function evaluated(
  { step: { engine, model }, dataset, tables, microbatch }: Moment,
  { fixed, statistics }: FoldedNorms,
) {
  type Batch = { x: tf.Tensor; labels: tf.Tensor1D };
  type Rest = { fixed: NamedTensors; statistics: NamedTensors };
  const logitsOf = engine.compile((
    free: NamedTensors,
    { x, fixed, statistics }: Rest & { x: tf.Tensor },
  ) => ({
    logits: model.apply({ ...free, ...fixed }, { x, statistics }).logits,
  }));
  const plusGradient = engine.compile((
    free: NamedTensors,
    { sums, batch: { x, labels }, share, fixed, statistics }: Rest & {
      sums: NamedTensors;
      batch: Batch;
      share: tf.Scalar;
    },
  ) => {
    const { gradient } = valueAndGradient((inputs) => {
      const { logits } = model.apply({ ...inputs, ...fixed }, {
        ...{ x, statistics },
      });
      return {
        value: tf.mul<tf.Scalar>(share, tf.sum(crossEntropy(logits, labels))),
        auxiliary: {},
      };
    }, free);
    return mapTensors(sums, (sum, name) => tf.add(sum, gradient[name]!));
  });
  const batches = (examples: Examples) =>
    microbatches({
      ...{ minibatches: 1, batchSize: examples.count, microbatch },
      ghostBatchSize: 1,
    }).map(({ from, to }) => () =>
      batchOf(examples, {
        ...{ imageShape: dataset.imageShape, tables },
        indices: Uint32Array.from({ length: to - from }, (_, i) => from + i),
      })
    );
  return {
    /** Of the mean cross-entropy; the caller owns it. */
    gradient(free: NamedTensors, examples: Examples): NamedTensors {
      const share = tf.scalar(1 / examples.count);
      const gradient = batches(examples).reduce<NamedTensors>((sums, make) => {
        const batch = { ...make() };
        const next = plusGradient(free, {
          ...{ sums, batch, share, fixed, statistics },
        });
        for (const old of [batch, sums]) disposeTensors(old);
        return next;
      }, mapTensors(free, (w) => tf.zerosLike(w)));
      share.dispose();
      return gradient;
    },
    /** The one that fits best. */
    async temperature(free: NamedTensors, examples: Examples) {
      const { classes } = model;
      const all = new Float32Array(examples.count * classes);
      let at = 0;
      for (const make of batches(examples)) {
        const { x, labels } = make();
        const { logits } = logitsOf(free, { x, fixed, statistics });
        const values = await logits.data<"float32">();
        tf.dispose([x, labels, logits]);
        all.set(values, at);
        at += values.length;
      }
      return calibrationTemperature(all, {
        labels: examples.labels.subarray(0, examples.count),
        classes,
      });
    },
  };
}
