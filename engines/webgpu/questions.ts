/**
 * Questions with known answers: on small integers, where sums are exact in any
 * order, on elementary functions, on what is not finite, and on our own draws.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { type Key, rootKey, split } from "../../core/key.ts";
import { normal, uniform, words } from "../../core/random.ts";
import { registerGradients } from "../gradients.ts";
import type { KnownAnswer } from "./known_answers.ts";
import { webgpuRandom } from "./random.ts";

/**
 * What WGSL allows: exp is off by at most 3 + 2|x| units of 2^-23, log by 3
 * and, for numbers in [0.5, 2], by 2^-21 absolute.
 */
const ELEMENTARY = 2 ** -18;
/** Of our normal numbers, see `webgpuRandom`. */
const NORMAL = 2 ** -19;

/** What is asked of each adapter. */
export function questions(): KnownAnswer[] {
  registerGradients();
  return [
    ...PRODUCTS.map(product),
    ...sums(),
    ...convolutions(),
    ...elementary(),
    ...notFinite(),
    ...draws(rootKey(2 ** 40 + 7)),
  ];
}

/** Small integers: sums of products of a few thousand of them are exact. */
function integers(size: number, seed: number): Float32Array {
  return Float32Array.from(
    { length: size },
    (_, i) => (i * 7 + seed + (i >> 3) * 3) % 11 - 5,
  );
}

/** One for each of the backend's programs, some with edges. */
const PRODUCTS = [
  { rows: 37, terms: 19, columns: 41, program: "small tiles" },
  { rows: 130, terms: 36, columns: 132, program: "tiles of four" },
  { rows: 131, terms: 35, columns: 133, program: "tiles" },
  { rows: 3, terms: 300, columns: 5, program: "reduction" },
  { rows: 20, terms: 2100, columns: 20, program: "many terms" },
];

function product(
  { rows, terms, columns, program }: typeof PRODUCTS[number],
): KnownAnswer {
  const a = integers(rows * terms, 1);
  const b = integers(terms * columns, 4);
  return {
    question: `a matrix product (${program})`,
    ask: () =>
      tf.matMul(
        tf.tensor2d(a, [rows, terms]),
        tf.tensor2d(b, [terms, columns]),
      ),
    answer: Float32Array.from({ length: rows * columns }, (_, at) => {
      const [row, column] = [Math.floor(at / columns), at % columns];
      let sum = 0;
      for (let k = 0; k < terms; k++) {
        sum += a[row * terms + k]! * b[k * columns + column]!;
      }
      return sum;
    }),
  };
}

function sums(): KnownAnswer[] {
  const x = integers(5000, 2);
  const rows = Array.from(
    { length: 50 },
    (_, row) => x.subarray(row * 100, row * 100 + 100),
  );
  return [
    {
      question: "the sum of 5000 numbers",
      ask: () => tf.sum(tf.tensor1d(x)),
      answer: [x.reduce((sum, value) => sum + value, 0)],
    },
    {
      question: "sums of rows",
      ask: () => tf.sum(tf.tensor2d(x, [50, 100]), 1),
      answer: rows.map((row) => row.reduce((sum, value) => sum + value, 0)),
    },
    {
      question: "sums of columns",
      ask: () => tf.sum(tf.tensor2d(x, [50, 100]), 0),
      answer: Array.from(
        rows[0]!,
        (_, column) => rows.reduce((sum, row) => sum + row[column]!, 0),
      ),
    },
    {
      question: "the position of the largest number of rows",
      ask: () => tf.argMax(tf.tensor2d(x, [50, 100]), 1),
      answer: rows.map((row) => row.indexOf(Math.max(...row))),
    },
  ];
}

/** Shapes `[batch, size, size, channels]` and `[3, 3, channels, filters]`. */
const CONVOLUTIONS = [
  { batch: 3, size: 7, channels: 3, filters: 5, stride: 1 },
  { batch: 2, size: 8, channels: 4, filters: 8, stride: 2 },
  { batch: 9, size: 16, channels: 4, filters: 4, stride: 1 },
];

/** Convolutions without padding, and both gradients. */
function convolutions(): KnownAnswer[] {
  return CONVOLUTIONS.flatMap(({ batch, size, channels, filters, stride }) => {
    const out = Math.floor((size - 3) / stride) + 1;
    const shapes = {
      x: [batch, size, size, channels],
      w: [3, 3, channels, filters],
      y: [batch, out, out, filters],
    } as const;
    const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b);
    const x = integers(sizeOf(shapes.x), 3);
    const w = integers(sizeOf(shapes.w), 6);
    const dy = integers(sizeOf(shapes.y), 9);
    const answers = {
      y: dy.map(() => 0),
      dx: x.map(() => 0),
      dw: w.map(() => 0),
    };
    for (let at = 0; at < dy.length; at++) {
      const k = at % filters;
      const q = Math.floor(at / filters) % out;
      const p = Math.floor(at / (filters * out)) % out;
      const b = Math.floor(at / (filters * out * out));
      for (let tap = 0; tap < 9 * channels; tap++) {
        const c = tap % channels;
        const j = Math.floor(tap / channels) % 3;
        const i = Math.floor(tap / (channels * 3));
        const row = (b * size + p * stride + i) * size + q * stride + j;
        const [inX, inW] = [row * channels + c, tap * filters + k];
        answers.y[at]! += x[inX]! * w[inW]!;
        answers.dx[inX]! += dy[at]! * w[inW]!;
        answers.dw[inW]! += dy[at]! * x[inX]!;
      }
    }
    const name =
      `a convolution of ${channels} to ${filters} channels, stride ${stride}`;
    const image = () => tf.tensor4d(x, [...shapes.x]);
    const filter = () => tf.tensor4d(w, [...shapes.w]);
    const f = (image: tf.Tensor, filter: tf.Tensor) =>
      tf.conv2d(image as tf.Tensor4D, filter as tf.Tensor4D, stride, "valid");
    const gradient = (which: 0 | 1) => () =>
      tf.grads(f)([image(), filter()], tf.tensor4d(dy, [...shapes.y]))[which]!;
    return [
      { question: name, ask: () => f(image(), filter()), answer: answers.y },
      {
        question: `the input's gradient of ${name}`,
        ask: gradient(0),
        answer: answers.dx,
      },
      {
        question: `the filter's gradient of ${name}`,
        ask: gradient(1),
        answer: answers.dw,
      },
    ];
  });
}

function elementary(): KnownAnswer[] {
  const x = Float32Array.from({ length: 99 }, (_, i) => (i - 40) / 7);
  const positive = x.map((value) => value * value + 0.001);
  const ask = (f: (x: tf.Tensor) => tf.Tensor, numbers: Float32Array) => () =>
    f(tf.tensor1d(numbers));
  return [
    { question: "exp", ask: ask(tf.exp, x), answer: x.map(Math.exp) },
    {
      question: "sqrt",
      ask: ask(tf.sqrt, positive),
      answer: positive.map(Math.sqrt),
    },
    {
      question: "1 / x",
      ask: ask((x) => tf.div(1, x), positive),
      answer: positive.map((value) => 1 / value),
    },
    {
      question: "log",
      ask: ask(tf.log, positive.map((value) => value + 2)),
      answer: positive.map((value) => Math.log(Math.fround(value + 2))),
    },
  ].map((known) => ({ ...known, tolerance: ELEMENTARY }));
}

/** A device that turned NaN into a number would hide a diverged training. */
function notFinite(): KnownAnswer[] {
  const x = [NaN, 1, -Infinity, 2, Infinity, -1, 0, 3];
  const ask = (f: (x: tf.Tensor1D) => tf.Tensor) => () => f(tf.tensor1d(x));
  const nan = (count: number) => Array.from({ length: count }, () => NaN);
  return [
    {
      question: "relu of NaN and infinity",
      ask: ask(tf.relu),
      answer: [NaN, 1, 0, 2, Infinity, 0, 0, 3],
    },
    {
      question: "infinity + 1",
      ask: ask((x) => tf.add(x, 1)),
      answer: [NaN, 2, -Infinity, 3, Infinity, 0, 1, 4],
    },
    { question: "the sum of NaN", ask: ask((x) => tf.sum(x)), answer: nan(1) },
    {
      question: "the maximum of NaN",
      ask: ask((x) => tf.max(x)),
      answer: nan(1),
    },
    {
      question: "max-pooling of NaN",
      ask: ask((x) =>
        tf.maxPool(tf.reshape(x, [1, 2, 4, 1]) as tf.Tensor4D, 2, 2, "valid")
      ),
      answer: [NaN, 3],
    },
    {
      question: "a matrix product with NaN",
      ask: ask((x) => tf.matMul(tf.reshape(x, [2, 4]), tf.zeros([4, 30]))),
      answer: nan(60),
    },
    {
      question: "exp and log beyond the largest number",
      ask: () =>
        tf.concat([
          tf.exp(tf.tensor1d([1000, -1000])),
          tf.log(tf.tensor1d([0, -1])),
        ]),
      answer: [Infinity, 0, -Infinity, NaN],
    },
    {
      question: "log softmax of NaN",
      ask: () => tf.logSoftmax(tf.tensor2d([[NaN, 1, 2]])),
      answer: nan(3),
    },
  ];
}

function draws(root: Key): KnownAnswer[] {
  const key = split(root, "known answers");
  const ask = (draw: "uniform" | "normal") => () =>
    webgpuRandom[draw](webgpuRandom.key(key), [203]);
  return [
    {
      question: "Philox's words",
      ask: () => webgpuRandom.words(webgpuRandom.key(key), 203),
      answer: new Int32Array(words(key, 203).buffer),
    },
    {
      question: "uniform numbers",
      ask: ask("uniform"),
      answer: uniform(key, 203),
    },
    {
      question: "normal numbers",
      ask: ask("normal"),
      answer: normal(key, 203),
      tolerance: NORMAL,
    },
  ];
}
