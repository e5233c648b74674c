/**
 * Every network compiled: a graph computes what single operations compute, to
 * the bit, and XLA up to rounding.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../core/key.ts";
import type { ApplyInputs, Model } from "../core/model.ts";
import { disposeTensors, type NamedTensors } from "../core/tensors.ts";
import { type Numbers, numbersOf } from "../core/testing.ts";
import { openEngine } from "../engines/mod.ts";
import { assertClose } from "./testdata/assert_close.ts";
import { inputsOf, NARROW_NETWORKS } from "./testdata/narrow_networks.ts";

/**
 * XLA's allowed difference in units (2^-24) of the largest number. It adds in
 * another order: some 7 units for the 45 products of each of up to 11
 * convolutions, forward and backward, which a normalisation multiplies by the
 * reciprocal of a deviation, up to three.
 */
const UNITS = 512;

/** What a network is given. */
type Given = ApplyInputs & { parameters: NamedTensors };

/** Results by kind and name. */
type Results = Readonly<Record<string, NamedTensors>>;

/** What is compiled. */
const COMPUTATIONS: Readonly<
  Record<string, (model: Model) => (given: Given) => Results>
> = {
  training: (model) => ({ parameters, x }) => {
    const { logits, statistics } = model.apply(parameters, { x });
    const names = Object.keys(parameters);
    const named = (tensors: tf.Tensor[]) =>
      Object.fromEntries(names.map((name, i) => [name, tensors[i]!]));
    // Of the likelihood that all examples are of class 0.
    const gradient = tf.grads((...tensors) => {
      const { logits } = model.apply(named(tensors), { x });
      return tf.sum(tf.slice(tf.logSoftmax(logits), 0, [-1, 1]));
    })(Object.values(parameters));
    return { applied: { logits, ...statistics }, gradient: named(gradient) };
  },
  evaluation: (model) => ({ parameters, ...inputs }) => ({
    applied: { logits: model.apply(parameters, inputs).logits },
  }),
};

for (const model of NARROW_NETWORKS) {
  for (const [name, computation] of Object.entries(COMPUTATIONS)) {
    const f = computation(model);

    test(`${name} of ${model.name} has its bits in a graph`, async () => {
      const engine = await openEngine("tensorflow");
      // The last ghost batch is shorter.
      const given = givenTo(model, 5);
      const single = await numbersIn(tf.tidy(() => ({ ...f(given) })));
      const graph = engine.compile(f);
      for (const call of ["first call", "second call"]) {
        assertEquals(await numbersIn(graph(given)), single, call);
      }
      tf.dispose(given);
    });

    test(`${name} of ${model.name} is the same with XLA`, async () => {
      const engine = await openEngine("tensorflow", { xla: true });
      const given = givenTo(model, 4);
      const single = await numbersIn(tf.tidy(() => ({ ...f(given) })));
      const compiled = await numbersIn(engine.compile(f)(given));
      assertEquals(Object.keys(compiled), Object.keys(single));
      for (const [kind, expected] of Object.entries(single)) {
        assertClose(compiled[kind]!, { expected, units: UNITS });
      }
      tf.dispose(given);
    });
  }
}

/** Parameters, inputs, and the inputs' statistics. */
function givenTo(model: Model, batch: number) {
  return tf.tidy(() => {
    const parameters = model.init(split(rootKey(0), "init"));
    const x = inputsOf(model, batch);
    const { statistics } = model.apply(parameters, { x });
    return { parameters, x, statistics };
  });
}

/** The numbers of results, whose tensors are freed. */
async function numbersIn(results: Results): Promise<Record<string, Numbers>> {
  const numbers: Record<string, Numbers> = {};
  for (const [kind, tensors] of Object.entries(results)) {
    numbers[kind] = await numbersOf(tensors);
    disposeTensors(tensors);
  }
  return numbers;
}
