import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertLess } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../../engines/mod.ts";
import { diagonalFisherNoise } from "../../methods/diagonal_fisher_noise.ts";
import { fisherTraceNoise } from "../../methods/fisher_trace_noise.ts";
import { isotropicNoise } from "../../methods/isotropic_noise.ts";
import { kfacNoise } from "../../methods/kfac_noise.ts";
import { relativeDistance } from "../exact/vectors.ts";
import { covarianceOfMethod } from "./covariance_of_method.ts";

const FISHER = Float64Array.of(4, 1, 1, 0.25 + 0.25);

const CASES = [
  [kfacNoise({ scale: 2 }), [16, 4, 4, 2]],
  [diagonalFisherNoise({ scale: 2 }), [16, 0, 0, 2]],
  [fisherTraceNoise({ scale: 2 }), [9, 0, 0, 9]],
  [isotropicNoise({ deviation: 0.5 }), [0.25, 0, 0, 0.25]],
] as const;

for (const [method, covariance] of CASES) {
  test(`covarianceOfMethod: ${method.name}`, async () => {
    const engine = await openEngine("wasm");
    const before = tf.memory().numTensors;
    const found = await covarianceOfMethod(engine, { method, fisher: FISHER });
    // Single precision; K-FAC's factorisation adds 8e-6 of the largest entry.
    assertLess(relativeDistance(found, covariance), 2e-5);
    assertEquals(tf.memory().numTensors, before);
  });
}
