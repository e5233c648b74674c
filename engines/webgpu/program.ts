/**
 * What the kernels of this folder share: the backend's own kernels, to call or
 * to replace, and programs in WGSL (the shading language of WebGPU).
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as registry from "../kernel_registry.ts";

/** The name of tfjs's backend. */
export const BACKEND = "webgpu";

/** What a kernel function is called with. */
export interface KernelCall {
  inputs: Readonly<Record<string, tf.TensorInfo>>;
  attrs: unknown;
  backend: WebGPUBackend;
}

/** Runs a kernel; the result is new. */
export type Kernel = (call: KernelCall) => tf.TensorInfo;

/** A program as the backend wants it. */
export type Program = Parameters<WebGPUBackend["runWebGPUProgram"]>[0];

/**
 * The function that the backend runs for a kernel.
 *
 * @throws {Error} if it has none.
 */
export function kernelOf(kernelName: string): Kernel {
  return registry.kernelOf(kernelName, BACKEND) as unknown as Kernel;
}

/** Makes the backend run `kernel` for `kernelName` from now on. */
export function setKernel(kernelName: string, kernel: Kernel): void {
  const kernelFunc = kernel as unknown as tf.KernelFunc;
  registry.setKernel(kernelName, { backend: BACKEND, kernelFunc });
}

/** A program and what it is run on. */
export interface ProgramRun {
  /** Tells programs of different code apart. */
  name: string;
  /** The arrays of the program, by the names that the code has for them. */
  inputs: Readonly<Record<string, tf.TensorInfo>>;
  /** Integers, in the code `uniforms.NAME`; `uniforms.size` is the output's. */
  uniforms?: Readonly<Record<string, number>>;
  /** Of the array `result`. */
  outputShape: number[];
  /** Default: float32. */
  dtype?: tf.DataType;
  /**
   * WGSL with a function `main(index: i32)`, or `main()` where `groups` are
   * given; the backend adds the arrays, `localId`, `workgroupId` and others.
   */
  code: string;
  /** Numbers that one thread of `main(index)` makes. */
  perThread?: number;
  /** Threads of a group. */
  groupSize?: [number, number, number];
  /** Groups for each of the last three dimensions of the output, reversed. */
  groups?: [number, number, number];
}

/** Runs a program; the result is new. */
export function runProgram(
  backend: WebGPUBackend,
  {
    name,
    inputs,
    uniforms = {},
    outputShape,
    dtype = "float32",
    code,
    perThread = 1,
    groupSize = [64, 1, 1],
    groups,
  }: ProgramRun,
): tf.TensorInfo {
  const threads = Math.ceil(tf.util.sizeFromShape(outputShape) / perThread);
  const program: Program = {
    shaderKey: name,
    variableNames: Object.keys(inputs),
    outputShape,
    outputComponent: 1,
    size: true,
    uniforms: Object.keys(uniforms).map((key) => `${key} : i32,`).join(" "),
    workgroupSize: groupSize,
    dispatchLayout: groups === undefined
      ? { x: outputShape.map((_, axis) => axis) }
      : { x: [2], y: [1], z: [0] },
    dispatch: groups ?? [Math.ceil(threads / groupSize[0]), 1, 1],
    getUserCode: () => code,
  };
  return backend.runWebGPUProgram(
    program,
    Object.values(inputs),
    dtype,
    Object.values(uniforms).map((value) => ({ type: "int32", data: [value] })),
  );
}
