import * as tf from "@tensorflow/tfjs-core";
import type { Compile } from "../../engine.ts";
import { setKernel } from "../../kernel_registry.ts";
import type { TensorflowBackend } from "../backend.ts";
import { sameBits } from "./same_bits.ts";

const BACKEND = "tensorflow";

/** Kernels that draw random numbers, other ones in each call. */
const DRAW = ["Multinomial"];

/** Kernels whose result has the data of the input, which tfjs counts on. */
const SHARE = ["Identity"];

type KernelCall = Parameters<tf.KernelFunc>[0];

/** A kernel with certain attributes, compiled. */
type CompiledKernel = (
  inputs: tf.NamedTensorInfoMap,
) => { result: tf.Tensor | tf.Tensor[] };

/**
 * Replaces each kernel by one that is compiled as a function of its own, which
 * must return what the plain kernel does, to the bit.
 */
export function compileKernels(compile: Compile): void {
  const functions = new Map<string, CompiledKernel>();
  for (const { kernelName, kernelFunc } of tf.getKernelsForBackend(BACKEND)) {
    if (SHARE.includes(kernelName)) continue;
    setKernel(kernelName, {
      backend: BACKEND,
      kernelFunc(call) {
        const backend = call.backend as TensorflowBackend;
        // tfjs's debug mode and profiler read what a kernel makes on the way.
        const isWatched = tf.env().getBool("DEBUG") ||
          tf.engine().state.profiling;
        if (backend.native.tracing !== undefined || isWatched) {
          return kernelFunc(call);
        }
        const key = `${kernelName} ${JSON.stringify(call.attrs, exactly)}`;
        const f = functions.get(key) ??
          compileKernel(compile, kernelFunc, call);
        functions.set(key, f);
        const { result } = outsideGradients(() => f(present(call.inputs)));
        if (!DRAW.includes(kernelName)) {
          checkBits(backend, { key, result, plain: kernelFunc(call) });
        }
        return result;
      },
    });
  }
}

function compileKernel(
  compile: Compile,
  kernelFunc: tf.KernelFunc,
  { attrs = {}, backend }: KernelCall,
): CompiledKernel {
  return compile((inputs: tf.NamedTensorInfoMap) => {
    const result = kernelFunc({ inputs, attrs, backend });
    return {
      result: Array.isArray(result) ? result.map(track) : track(result),
    };
  });
}

/** Runs `f` as a step: `compile` leaves what is below a gradient to it. */
function outsideGradients<R>(f: () => R): R {
  const { state } = tf.engine();
  const { gradientDepth } = state;
  state.gradientDepth = 0;
  try {
    return f();
  } finally {
    state.gradientDepth = gradientDepth;
  }
}

/** @throws {Error} if results differ; frees those of the plain kernel. */
function checkBits(
  backend: TensorflowBackend,
  { key, result, plain }: {
    key: string;
    result: tf.TensorInfo | tf.TensorInfo[];
    plain: tf.TensorInfo | tf.TensorInfo[];
  },
): void {
  const compiled = [result].flat();
  [plain].flat().map(track).forEach((expected, index) => {
    const actual = compiled[index]!;
    const same = sameBits(
      backend.readSync(actual.dataId),
      backend.readSync(expected.dataId),
    );
    expected.dispose();
    if (!same) throw new Error(`Compiled and plain ${key} differ in bits`);
  });
}

/** A result as the tensor that tfjs makes of it. */
function track(info: tf.TensorInfo): tf.Tensor {
  return "rank" in info
    ? info as tf.Tensor
    : tf.engine().makeTensorFromTensorInfo(info);
}

/** Inputs without those that a call left out. */
function present(inputs: tf.NamedTensorInfoMap): tf.NamedTensorInfoMap {
  return Array.isArray(inputs) ? inputs : Object.fromEntries(
    Object.entries(inputs).filter(([, input]) => input != null),
  );
}

/** JSON has no NaN and no infinities. */
function exactly(_key: string, value: unknown): unknown {
  return typeof value === "number" ? String(value) : value;
}
