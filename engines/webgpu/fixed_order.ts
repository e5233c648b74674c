/**
 * Keeps the backend from adding numbers in the order in which threads happen to
 * come (atomic additions of floats), which gives other bits in each run.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { webgpu_util } from "@tensorflow/tfjs-backend-webgpu";
import {
  BACKEND,
  type Kernel,
  type KernelCall,
  kernelOf,
  setKernel,
} from "./program.ts";

/** Kernels that add so and have no other program; nothing here uses them. */
const WITHOUT_ORDER = [
  ...[tf.Bincount, tf.DenseBincount, tf.ScatterNd, tf.SparseToDense],
  ...[tf.SparseSegmentMean, tf.SparseSegmentSum, tf.TensorScatterUpdate],
  ...[tf.Dilation2DBackpropFilter, tf.Dilation2DBackpropInput],
] as const;

/** Sums of fewer terms are never split by the backend. */
const FEWEST_SPLIT_TERMS = 2000;
/** Outputs of fewer numbers have a program of their own. */
const SMALL_OUTPUT = 128;
/** Rows and columns of a product that a group of threads makes. */
const TILE = 32;
const FLAG = "WEBGPU_MATMUL_PROGRAM_TYPE";

/** Takes the kernels away, and the program that splits long products. */
export function installFixedOrder(): void {
  for (const kernelName of WITHOUT_ORDER) {
    if (tf.getKernel(kernelName, BACKEND)) {
      tf.unregisterKernel(kernelName, BACKEND);
    }
  }
  for (const kernelName of [tf.BatchMatMul, tf._FusedMatMul]) {
    const original = kernelOf(kernelName);
    setKernel(kernelName, (call) => {
      const { a, b } = call.inputs as Record<"a" | "b", tf.TensorInfo>;
      const { transposeA, transposeB } = call.attrs as tf.BatchMatMulAttrs;
      const terms = a.shape.at(transposeA ? -2 : -1)!;
      const rows = a.shape.at(transposeA ? -1 : -2)!;
      const columns = b.shape.at(transposeB ? -2 : -1)!;
      const tiles = Math.ceil(rows / TILE) * Math.ceil(columns / TILE);
      const mayBeSplit = terms >= FEWEST_SPLIT_TERMS &&
        rows * columns > SMALL_OUTPUT &&
        tiles <= 2 * call.backend.thresholdToIncreaseWorkgroups;
      return mayBeSplit ? unsplit(original, call) : original(call);
    });
  }
  for (const kernelName of [tf.Conv2D, tf.FusedConv2D]) {
    const original = kernelOf(kernelName);
    setKernel(kernelName, (call) => {
      const terms = tf.util.sizeFromShape(
        call.inputs["filter"]!.shape.slice(0, 3),
      );
      const mayBeSplit = terms >= FEWEST_SPLIT_TERMS;
      return mayBeSplit ? unsplit(original, call) : original(call);
    });
  }
}

/** Runs a kernel with a program for products that does not split them. */
function unsplit(original: Kernel, call: KernelCall): tf.TensorInfo {
  const before = tf.env().get(FLAG);
  tf.env().set(
    FLAG,
    webgpu_util.MatMulProgramType.MatMulSmallOutputSizeProgram,
  );
  try {
    return original(call);
  } finally {
    tf.env().set(FLAG, before);
  }
}
