import * as tf from "@tensorflow/tfjs-core";
import type { Key } from "../../core/key.ts";
import type { EngineRandom } from "../engine.ts";
import { type Attribute, AttributeType } from "./attributes.ts";
import type { TensorflowBackend } from "./backend.ts";
import type { Binding } from "./binding.ts";
import { DataType } from "./native.ts";

/** `DT_UINT64`, which tfjs has no dtype for. */
const UINT64 = 23;
/** `RNG_ALG_PHILOX`. */
const PHILOX = 1;
/** As in `core/random.ts`. */
const MANTISSA_MASK = 0x7fffff;
const MANTISSA_RANGE = 2 ** 23;
const SMALLEST_UNIFORM = Math.fround(1e-7);

/**
 * Random numbers of `core/random.ts` made by TensorFlow: its stateless
 * operations run Philox4x32-10 from a given key and counter.
 *
 * Words and uniform numbers have the bits of `core`; normal numbers are off by
 * rounding in float32 (its logarithm, sine and cosine), at most 2e-6 absolute.
 */
export function tensorflowRandom(backend: TensorflowBackend): EngineRandom {
  return {
    key: ({ words }: Key) => tf.tensor1d(Int32Array.from(words), "int32"),
    words: (key, count) =>
      wordsOf(backend, { key, shape: [count] }) as tf.Tensor1D,
    uniform: (key, shape) => uniformOf(backend, { key, shape }),
    normal: (key, shape) =>
      tf.tidy(() => {
        const size = tf.util.sizeFromShape([...shape]);
        const pairs = uniformOf(backend, {
          ...{ key, shape: [Math.ceil(size / 2), 2] },
        }) as tf.Tensor2D;
        const all = tf.reshape(normalPairs(pairs, backend), [-1]);
        return tf.reshape(tf.slice(all, 0, size), [...shape]);
      }),
  };
}

/** What is drawn: the key's two words, and the shape of the numbers. */
interface Draw {
  readonly key: tf.Tensor1D;
  readonly shape: readonly number[];
}

function wordsOf(backend: TensorflowBackend, draw: Draw): tf.Tensor {
  return runStateless(backend, {
    ...{ ...draw, operation: "StatelessRandomUniformFullIntV2" },
    dtype: typeAttribute("dtype", DataType.INT32),
  });
}

function uniformOf(backend: TensorflowBackend, draw: Draw): tf.Tensor {
  // XLA's operation takes other bits of the words.
  if (backend.native.tracing?.xla === true) {
    return tf.tidy(() => floatsOfWords(wordsOf(backend, draw), backend));
  }
  // In a graph, words take 10 to 15 % longer.
  return runStateless(backend, {
    ...{ ...draw, operation: "StatelessRandomUniformV2" },
    dtype: typeAttribute("dtype", DataType.FLOAT),
  });
}

function floatsOfWords(
  words: tf.Tensor,
  backend: TensorflowBackend,
): tf.Tensor {
  const mantissas = backend.executeSingleOutput(
    "BitwiseAnd",
    [typeAttribute("T", DataType.INT32)],
    [words, tf.scalar(MANTISSA_MASK, "int32")],
  );
  return tf.div(tf.cast(mantissas, "float32"), MANTISSA_RANGE);
}

/** Runs a stateless operation of TensorFlow with Philox. */
function runStateless(
  backend: TensorflowBackend,
  { operation, key, shape, dtype }: Draw & {
    operation: string;
    dtype: Attribute;
  },
): tf.Tensor {
  const { native } = backend;
  // Two words of 32 bits are one of 64, and the counter begins at zero.
  const pair = tf.reshape(key, [1, 2]);
  const zeros = tf.zeros([2, 2], "int32");
  const dims = tf.tensor1d([...shape], "int32");
  const [pairId, zerosId, dimsId] = backend.getInputTensorIds([
    ...[pair, zeros, dims],
  ]);
  const philoxKey = asUint64(native, pairId!);
  const counter = asUint64(native, zerosId!);
  const algorithm = native.createTensor(
    [],
    DataType.INT32,
    Int32Array.of(PHILOX),
  );
  const temporaries = [philoxKey, counter, algorithm];
  try {
    const [result] = native.executeOp(
      operation,
      [dtype, typeAttribute("Tshape", DataType.INT32)],
      [dimsId!, philoxKey, counter, algorithm],
      1,
    );
    return backend.createOutputTensor(result!);
  } finally {
    tf.dispose([pair, zeros, dims]);
    for (const id of temporaries) native.deleteTensor(id);
  }
}

/** The number of a tensor of pairs of 32-bit integers, each pair as one. */
function asUint64(native: Binding, id: number): number {
  const [result] = native.executeOp(
    "Bitcast",
    [typeAttribute("T", DataType.INT32), typeAttribute("type", UINT64)],
    [id],
    1,
  );
  return result!.id;
}

/**
 * Pairs of normal numbers of pairs of uniform ones, by Box–Muller. Column by
 * column this takes half the time of TensorFlow's own
 * `StatelessRandomNormalV2`, which makes one number after the other.
 */
function normalPairs(
  pairs: tf.Tensor2D,
  backend: TensorflowBackend,
): tf.Tensor {
  const [u, v] = tf.unstack(pairs, 1) as [tf.Tensor1D, tf.Tensor1D];
  const logarithm = tf.log(tf.maximum(u, SMALLEST_UNIFORM));
  const radius = tf.sqrt(tf.mul(logarithm, -2));
  const angle = tf.mul(v, 2 * Math.PI);
  const sines = tf.mul(radius, tf.sin(angle));
  const cosines = tf.mul(radius, tf.cos(angle));
  // XLA has no bits of complex numbers.
  if (backend.native.tracing?.xla === true) {
    return tf.stack([sines, cosines], 1);
  }
  // Complex numbers are pairs already, and faster made than stacked ones.
  return backend.executeSingleOutput(
    "Bitcast",
    [
      typeAttribute("T", DataType.COMPLEX64),
      typeAttribute("type", DataType.FLOAT),
    ],
    [tf.complex(sines, cosines)],
  );
}

function typeAttribute(name: string, value: number): Attribute {
  return { name, type: AttributeType.TYPE, value };
}
