import * as tf from "@tensorflow/tfjs-core";
import {
  assert,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { afterAll, beforeAll, test } from "@std/testing/bdd";
import { rootKey, split } from "../../core/key.ts";
import { normal } from "../../core/random.ts";
import type { Engine, TraceReport } from "../engine.ts";
import { openEngine } from "../mod.ts";

const HERE = new URL(import.meta.url).pathname;

let engine: Engine;
let reports: TraceReport[] = [];
let x: tf.Tensor2D;
let w: tf.Tensor2D;
let tensorsBefore: number;

beforeAll(async () => {
  engine = await openEngine("tensorflow", {
    onTrace: (report) => reports.push(report),
  });
  tensorsBefore = tf.memory().numTensors;
  x = tf.tensor2d(normal(split(rootKey(0), "x"), 60), [10, 6]);
  w = tf.tensor2d(normal(split(rootKey(0), "w"), 24), [6, 4]);
});

afterAll(() => {
  tf.dispose([x, w]);
  assertEquals(tf.memory().numTensors, tensorsBefore);
});

/** A loss with every kind of operation that a network has. */
function loss(w: tf.Tensor): tf.Scalar {
  const z = tf.relu(tf.matMul(x, w as tf.Tensor2D));
  return tf.neg(tf.mean(tf.logSoftmax(z))) as tf.Scalar;
}

test("a compiled gradient has the bits of the plain one", () => {
  const gradient = (x: tf.Tensor2D, w: tf.Tensor2D) => {
    const loss = (w: tf.Tensor) =>
      tf.sum(tf.logSoftmax(tf.relu(tf.matMul(x, w as tf.Tensor2D))));
    return { dw: tf.grad(loss)(w) };
  };
  const plain = tf.tidy(() => gradient(x, w).dw.dataSync());
  const { dw } = engine.compile(gradient)(x, w);
  assertEquals(dw.dataSync(), plain);
  dw.dispose();
});

test("a function is traced once for each combination of shapes", () => {
  const double = engine.compile((x: tf.Tensor) => ({ y: tf.mul(x, 2) }));
  reports = [];
  tf.tidy(() => {
    for (const length of [2, 3, 2, 3]) {
      assertEquals([...double(tf.ones([length])).y.dataSync()], [
        ...Array.from({ length }, () => 2),
      ]);
    }
  });
  assertEquals(reports.map(({ inputs }) => inputs), [["float32 [2]"], [
    "float32 [3]",
  ]]);
  assert(reports.every(({ operations }) => operations > 1));
});

test("arguments and results are nested records with numbers and texts", () => {
  const f = engine.compile((
    { pair: [a, b], factor }: { pair: [tf.Tensor, tf.Tensor]; factor: number },
    name: string,
  ) => ({ [name]: [tf.mul(tf.add(a, b), factor), 7], none: null }));
  const [a, b] = [tf.scalar(1), tf.scalar(2)];
  for (const [factor, name] of [[10, "ten"], [100, "hundred"]] as const) {
    const result = f({ pair: [a, b], factor }, name);
    const [sum, seven] = result[name] as [tf.Tensor, number];
    assertEquals([sum.dataSync()[0], seven, result.none], [
      3 * factor,
      7,
      null,
    ]);
    sum.dispose();
  }
  tf.dispose([a, b]);
});

test("arguments and equal tensors may be among the results", () => {
  const f = engine.compile((x: tf.Tensor) => {
    const y = tf.square(x);
    return { x, again: x, y, twice: [y, y] };
  });
  const three = tf.scalar(3);
  const before = tf.memory().numTensors;
  const { x, again, y, twice } = f(three);
  assertEquals(
    [x, again, y, ...twice].map((t) => t!.dataSync()[0]),
    [3, 3, 9, 9, 9],
  );
  tf.dispose([x, again, y, twice]);
  assertEquals(tf.memory().numTensors, before);
  assertEquals(three.dataSync()[0], 3);
  three.dispose();
});

test("a compiled function inside another becomes a part of it", () => {
  const inner = engine.compile((x: tf.Tensor) => ({ y: tf.square(x) }));
  const outer = engine.compile((x: tf.Tensor) => ({
    z: tf.add(inner(x).y, 1),
  }));
  const three = tf.scalar(3);
  const { z } = outer(three);
  assertEquals(z.dataSync()[0], 10);
  tf.dispose([three, z]);
});

test("a compiled function below a gradient is differentiated", () => {
  const square = engine.compile((x: tf.Tensor) => ({ y: tf.square(x) }));
  const three = tf.scalar(3);
  const gradient = tf.grad((x) => square(x).y)(three);
  assertEquals(gradient.dataSync()[0], 6);
  tf.dispose([three, gradient]);
});

test("reading values while tracing is an error at the caller's line", () => {
  const before = tf.memory().numTensors;
  const reading = engine.compile((x: tf.Tensor) => ({
    y: tf.scalar(tf.square(x).dataSync()[0]!),
  }));
  const { message } = assertThrows(() => reading(x), Error);
  assertStringIncludes(message, "Cannot read the result of Square_");
  assertStringIncludes(message, `${HERE}:`);
  assertEquals(tf.memory().numTensors, before);
});

test("a tensor from outside is an error at the caller's line", () => {
  const before = tf.memory().numTensors;
  for (const outside of [tf.add(x, 0), tf.fill([10, 6], 1), tf.ones([10, 6])]) {
    const capturing = engine.compile((x: tf.Tensor) => ({
      y: tf.add(x, outside),
    }));
    const { message } = assertThrows(() => capturing(x), Error);
    assertStringIncludes(
      message,
      "uses a tensor from outside (float32 [10,6])",
    );
    assertStringIncludes(message, `${HERE}:`);
    outside.dispose();
  }
  assertEquals(tf.memory().numTensors, before);
});

test("a tensor of another engine is one from outside, and stays there", async () => {
  const step = engine.compile((x: tf.Tensor) => ({ y: tf.square(x) }));
  await openEngine("wasm");
  const elsewhere = tf.tensor1d([1, 2, 3]);
  assertThrows(
    () => step(x),
    Error,
    "Cannot run a step that engine tensorflow compiled",
  );
  await openEngine("tensorflow");
  const capturing = engine.compile((x: tf.Tensor) => ({
    y: tf.add(tf.sum(x), elsewhere),
  }));
  assertThrows(() => capturing(x), Error, "uses a tensor from outside");
  assertEquals([...await elsewhere.data()], [1, 2, 3]);
  elsewhere.dispose();
});

test("a shape that depends on values is an error at the caller's line", () => {
  const before = tf.memory().numTensors;
  const unknown = engine.compile((x: tf.Tensor) => ({
    y: tf.unique(tf.reshape(x, [-1])).values,
  }));
  const { message } = assertThrows(() => unknown(x), Error);
  assertStringIncludes(message, "the shape of its result depends on values");
  assertStringIncludes(message, `${HERE}:`);
  assertEquals(tf.memory().numTensors, before);
});

test("what cannot be traced is a type error", () => {
  for (const argument of [new Date(0), Math.sin, new Float32Array(2)]) {
    const f = engine.compile((_: unknown) => ({}));
    assertThrows(() => f(argument), TypeError, "Cannot compile");
  }
  const asynchronous = engine.compile(() => Promise.resolve({}));
  assertThrows(() => asynchronous(), TypeError, "async");
});

test("a failed operation names itself, its shapes and its dtypes", () => {
  const wrong = engine.compile((x: tf.Tensor, w: tf.Tensor) => ({
    y: tf.engine().runKernel<tf.Tensor>("Add", { a: x, b: w }),
  }));
  const { message } = assertThrows(() => wrong(x, w), Error);
  assertStringIncludes(message, "Add(float32 [10,6], float32 [6,4])");
});

test("XLA agrees with the graph up to rounding", async () => {
  const xla = await openEngine("tensorflow", { xla: true });
  assertEquals(xla.fingerprint.mode, "xla");
  const gradient = (x: tf.Tensor2D, w: tf.Tensor2D) => ({
    dw: tf.grad((w) => {
      const z = tf.relu(tf.matMul(x, w as tf.Tensor2D));
      return tf.neg(tf.mean(tf.logSoftmax(z)));
    })(w),
  });
  const graph = engine.compile(gradient)(x, w).dw;
  const compiled = xla.compile(gradient)(x, w).dw;
  // Sums of at most 10 terms of size below 1, and exp of either library.
  const tolerance = 32 * 2 ** -24;
  const difference = tf.tidy(() =>
    tf.max(tf.abs(tf.sub(graph, compiled))).dataSync()[0]!
  );
  assert(difference <= tolerance, `difference ${difference}`);
  tf.dispose([graph, compiled]);
});

test("a step draws anew for each key", () => {
  const draw = engine.compile((key: tf.Tensor1D) => ({
    z: engine.random.normal(key, [4]),
  }));
  const numbers = [0, 1, 0].map((step) => {
    const key = engine.random.key(split(rootKey(0), step));
    const { z } = draw(key);
    const values = [...z.dataSync()];
    tf.dispose([key, z]);
    return values;
  });
  assertEquals(numbers[0], numbers[2]);
  assert(numbers[0]!.every((value, i) => value !== numbers[1]![i]));
});

test("the function's own loss is the same when it is called again", () => {
  const f = engine.compile((x: tf.Tensor2D, w: tf.Tensor2D) => ({
    loss: tf.mean(tf.logSoftmax(tf.relu(tf.matMul(x, w)))),
  }));
  const losses = [1, 2, 3].map(() => {
    const { loss } = f(x, w);
    const [value] = loss.dataSync();
    loss.dispose();
    return value;
  });
  const plain = tf.tidy(() => -loss(w).dataSync()[0]!);
  assertEquals(losses, [plain, plain, plain]);
});
