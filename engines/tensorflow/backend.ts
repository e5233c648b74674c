/**
 * tfjs's backend for Node on our binding, able to trace a function: while one
 * is traced, its tensors have a place in a graph instead of values.
 *
 * This file meets tfjs-node-gpu, which declares private what is needed here.
 *
 * @module
 */
import type * as tf from "@tensorflow/tfjs-core";
import nodeUtil from "node:util";
import { NodeJSKernelBackend } from "@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js";
import { BATCH_NORM, type ChoosyBackend } from "../../core/kernels.ts";
import type { Attribute } from "./attributes.ts";
import type { Binding, Metadata } from "./binding.ts";
import { callerLine } from "./caller_line.ts";
import type { Graph } from "./graph.ts";
import type { Values } from "./native.ts";
import { asTfjsBinding } from "./tfjs_binding.ts";

/** What tfjs-node-gpu keeps of a tensor. */
interface Entry {
  shape: number[];
  dtype: number;
  /** Values that TensorFlow does not have yet. */
  values: Values | null;
  /** Number in the binding; meaningless while there are `values`. */
  id: number;
  refCount: number;
  /** The graph during whose tracing the values were written. */
  writtenIn?: Graph | undefined;
}

/** tfjs-node-gpu's backend, also with what it declares private. */
interface NodeBackend extends tf.KernelBackend {
  tensorMap: tf.DataStorage<Entry>;
  getInputTensorIds(tensors: tf.TensorInfo[]): number[];
  createOutputTensor(metadata: Metadata): tf.Tensor;
  getDTypeInteger(dtype: tf.DataType): number;
  executeSingleOutput(
    operation: string,
    attributes: Attribute[],
    inputs: tf.TensorInfo[],
  ): tf.Tensor;
}

// The kernels call functions that newer runtimes have dropped.
const legacy = nodeUtil as unknown as Record<string, unknown>;
legacy.isNullOrUndefined ??= (value: unknown) =>
  value === null || value === undefined;
legacy.isArray ??= Array.isArray;

const PlainBackend = NodeJSKernelBackend as unknown as new (
  binding: ReturnType<typeof asTfjsBinding>,
  packageName: string,
) => NodeBackend;

/** tfjs's backend "tensorflow". */
export class TensorflowBackend extends PlainBackend implements ChoosyBackend {
  constructor(readonly native: Binding) {
    super(asTfjsBinding(native), "@tensorflow/tfjs-node-gpu");
  }

  /**
   * XLA takes a variance as ⟨x²⟩ - ⟨x⟩², which is coarse where values lie far
   * from 0, and is not faster than what the kernel is composed of.
   */
  declines(kernel: string): boolean {
    return kernel === BATCH_NORM && this.native.tracing?.xla === true;
  }

  /** Remembers in which trace values were written. */
  override move(
    dataId: tf.DataId,
    values: tf.BackendValues,
    shape: number[],
    dtype: tf.DataType,
    refCount: number,
  ): void {
    super.move(dataId, values, shape, dtype, refCount);
    this.tensorMap.get(dataId).writtenIn = this.native.tracing;
  }

  /**
   * Numbers of the tensors in the binding.
   *
   * @throws {Error} for a tensor that a traced function uses and neither got
   * as an argument nor made itself.
   */
  override getInputTensorIds(tensors: tf.TensorInfo[]): number[] {
    const { tracing } = this.native;
    if (tracing !== undefined) {
      for (const { dataId, dtype, shape } of tensors) {
        // 64-bit scalars of tfjs-node have no entry; they are made on the way.
        if (dataId === undefined) continue;
        if (!this.isOfTrace(dataId)) {
          throw new Error(
            `Cannot compile a step that uses a tensor from outside (${dtype} [${shape}]) at ${callerLine()}: pass it as an argument`,
          );
        }
      }
    }
    return super.getInputTensorIds(tensors);
  }

  /** Whether a tensor was made in this trace, or is an argument of it. */
  private isOfTrace(dataId: tf.DataId): boolean {
    // What another engine made would be moved here, and out of there.
    if (!this.tensorMap.has(dataId)) return false;
    const { values, writtenIn, id } = this.tensorMap.get(dataId);
    return values === null
      ? this.native.isTraced(id)
      : writtenIn === this.native.tracing;
  }

  /**
   * @throws {Error} for a result whose shape is not known before it runs.
   */
  override createOutputTensor(metadata: Metadata): tf.Tensor {
    if (metadata.shape.some((length) => length < 0)) {
      const { name } = this.native.outputOf(metadata.id);
      this.native.deleteTensor(metadata.id);
      throw new Error(
        `Cannot compile ${name} at ${callerLine()}: the shape of its result depends on values`,
      );
    }
    return super.createOutputTensor(metadata);
  }

  /** @throws {Error} for a tensor of a function that is being traced. */
  override readSync(dataId: object): tf.BackendValues {
    const { values, id } = this.tensorMap.get(dataId);
    if (values === null && this.native.isTraced(id)) {
      const { name } = this.native.outputOf(id);
      throw new Error(
        `Cannot read the result of ${name} at ${callerLine()} while the step is being compiled: return it from the step and read it outside`,
      );
    }
    return super.readSync(dataId);
  }

  /** As {@linkcode readSync}. */
  // deno-lint-ignore require-await -- so that errors reject.
  override async read(dataId: object): Promise<tf.BackendValues> {
    return this.readSync(dataId);
  }
}
