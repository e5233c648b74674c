import * as tf from "@tensorflow/tfjs-core";
import { rootKey } from "../../core/key.ts";
import type { GradientMethod } from "../../core/method.ts";
import { disposeTensors } from "../../core/tensors.ts";
import type { Engine } from "../../engines/engine.ts";
import { perturbed } from "../../training/perturbed.ts";
import { vectorOf } from "../../training/probes/vectors.ts";
import { unitNormals } from "../exact/unit_normals.ts";
import { covarianceOfColumns, diagonalOf } from "./target_covariances.ts";

const LAYER = "layer";

/**
 * The covariance C Cᵀ, `[d * d]` row-major, of what a method adds to the
 * gradient of d parameters, the kernel of a layer with one output, if F is the
 * Fisher matrix of an example: its statistics are then F's diagonal, and the
 * factors F and 1.
 */
export async function covarianceOfMethod(
  engine: Engine,
  { method, fisher }: { method: GradientMethod; fisher: Float64Array },
): Promise<Float64Array> {
  const size = Math.sqrt(fisher.length);
  const { engine: { random }, choose } = unitNormals(engine);
  const diagonal = diagonalOf(fisher).filter((_, i) => i % (size + 1) === 0);
  const columns: Float32Array[] = [];
  for (let j = 0; j < size; j++) {
    choose(j);
    const noise = tf.tidy(() =>
      perturbed({ [`${LAYER}/kernel`]: tf.zeros([size, 1]) }, {
        ...{ random, methods: [method], keys: [random.key(rootKey(0))] },
        observed: {
          sums: {
            "squared gradients": {
              [`${LAYER}/kernel`]: tf.tensor2d(
                Float32Array.from(diagonal),
                [size, 1],
              ),
            },
            "Kronecker factors": {
              [`${LAYER}/inputs`]: tf.tensor2d(
                Float32Array.from(fisher),
                [size, size],
              ),
              [`${LAYER}/outputs`]: tf.ones([1, 1]),
            },
          },
          squaredWeights: tf.scalar(1),
          examples: tf.scalar(1),
        },
      })
    );
    columns.push(await vectorOf(noise));
    disposeTensors(noise);
  }
  return covarianceOfColumns(columns);
}
