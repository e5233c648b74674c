/**
 * What tests of every folder share: the engines in all their modes, and what
 * they hold.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { type Engine, ENGINE_NAMES, openEngine } from "./mod.ts";
import type { TensorflowBackend } from "./tensorflow/backend.ts";

/** Every engine, and XLA; by what a test's name says. */
export const ENGINE_MODES: readonly {
  readonly mode: string;
  open(): Promise<Engine>;
}[] = [
  ...ENGINE_NAMES.map((name) => ({ mode: name, open: () => openEngine(name) })),
  {
    mode: "tensorflow with XLA",
    open: () => openEngine("tensorflow", { xla: true }),
  },
];

/** What has not been freed. */
export interface InUse {
  /** Tensors. */
  readonly tensors: number;
  /** The backend's buffers, of which some have no tensor. */
  readonly buffers: number;
  /** The TensorFlow library's tensors; 0 on other engines. */
  readonly handles: number;
}

/** Counts what the present engine holds. */
export function inUse(): InUse {
  const backend: tf.KernelBackend & Partial<Pick<TensorflowBackend, "native">> =
    tf.backend();
  return {
    tensors: tf.memory().numTensors,
    buffers: backend.numDataIds(),
    handles: backend.native?.getNumOfTensors() ?? 0,
  };
}
