/**
 * The engine with its inner parts, for the tests of this folder.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Engine, EngineOptions } from "../engine.ts";
import type { TensorflowBackend } from "./backend.ts";
import type { Binding } from "./binding.ts";
import type { Native } from "./native.ts";
import { openTensorflow } from "./open.ts";

/** The engine and what it is made of. */
export interface EngineParts {
  readonly engine: Engine;
  readonly backend: TensorflowBackend;
  readonly binding: Binding;
  readonly native: Native;
}

/** Opens the engine. */
export async function openParts(
  options: EngineOptions = {},
): Promise<EngineParts> {
  const engine = await openTensorflow(options);
  const backend = tf.backend() as TensorflowBackend;
  const binding = backend.native;
  return { engine, backend, binding, native: binding.native };
}
