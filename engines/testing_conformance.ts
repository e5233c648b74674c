/**
 * How an operation is compared with the oracle, for tests of the engines.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { type EngineName, openEngine } from "./mod.ts";
import { normalTensor } from "./testing_normal_tensor.ts";

// Allowed errors, in units (2^-24) of the largest number of a result.

/** Correctly rounded, one operation per number. */
export const EXACT = 0;
/** exp and log: two units for each of two libraries. */
export const ELEMENTARY = 4;
/** Graphics processors are allowed as much. */
export const ROOT = 2;
/** A unit per addition, whatever the order. */
export const SUM_OF_30 = 30;
/** As {@linkcode SUM_OF_30}. */
export const SUM_OF_150 = 150;

/** An operation on normal numbers. */
export interface Operation {
  /** Of the inputs. */
  shapes: number[][];
  f: (...inputs: tf.Tensor[]) => tf.Tensor;
  /** Default: exact. */
  tolerance?: number;
  /** Default: the same. */
  gradientTolerance?: number;
  /** Takes the inputs' absolute values. */
  positive?: true;
  /** Has integer results or counts, or nobody differentiates it. */
  noGradient?: true;
}

/**
 * Fails unless an operation gives on an engine what it does on the oracle, and
 * the same compiled.
 */
export async function checkConformance(
  engineName: EngineName,
  operation: Operation,
): Promise<void> {
  const { tolerance = EXACT, gradientTolerance = tolerance } = operation;
  const expected = await resultsOn("cpu", operation);
  const actual = await resultsOn(engineName, operation);
  assertEquals(actual.length, expected.length);
  expected.forEach(({ shape, dtype, values }, i) => {
    const found = actual[i]!;
    const what = i === 0 ? "result" : `gradient ${i}`;
    assertEquals([found.shape, found.dtype], [shape, dtype], what);
    const largest = Math.max(...values.map(Math.abs));
    const units = i === 0 ? tolerance : gradientTolerance;
    values.forEach((value, j) =>
      assertAlmostEquals(
        found.values[j]!,
        value,
        units * 2 ** -24 * largest,
        `${what}, number ${j}`,
      )
    );
  });
  const compiled = await resultsOn(engineName, operation, { compiled: true });
  assertEquals(compiled, actual, "compiled");
}

/** What an operation returns, and its gradients for random cotangents. */
async function resultsOn(
  engineName: EngineName,
  { shapes, f, positive, noGradient }: Operation,
  { compiled = false } = {},
): Promise<{ shape: number[]; dtype: string; values: number[] }[]> {
  const engine = await openEngine(engineName);
  const before = tf.memory().numTensors;
  const inputs = shapes.map((shape, i) =>
    tf.tidy(() => {
      const x = normalTensor(`input ${i}`, shape);
      return positive ? tf.abs(x) : x;
    })
  );
  const outputShape = tf.tidy(() => f(...inputs).shape);
  const cotangent = normalTensor("cotangent", outputShape);
  const step = (inputs: tf.Tensor[], cotangent: tf.Tensor) => ({
    result: f(...inputs),
    gradients: noGradient ? [] : tf.grads(f)(inputs, cotangent),
  });
  const { result, gradients } = compiled
    ? engine.compile(step)(inputs, cotangent)
    : tf.tidy(() => step(inputs, cotangent));
  const results: { shape: number[]; dtype: string; values: number[] }[] = [];
  for (const tensor of [result, ...gradients]) {
    results.push({
      shape: tensor.shape,
      dtype: tensor.dtype,
      values: [...await tensor.data()],
    });
  }
  tf.dispose([inputs, cotangent, result, gradients]);
  assertEquals(tf.memory().numTensors, before);
  return results;
}
