/**
 * Which engine "auto" stands for.
 *
 * @module
 */
import type { EngineName } from "./engine.ts";
import { findTensorflow, isUsable } from "./tensorflow/installation/find.ts";
import { hardwareAdapter } from "./webgpu/adapter.ts";

/** An engine and why it was taken. */
export interface EngineChoice {
  readonly name: EngineName;
  readonly reason: string;
}

/**
 * The engine that `asked` stands for. A named engine is taken as it is, ready
 * or not: it never falls back to another one. "auto" is TensorFlow where it is
 * installed, else WebGPU on a real graphics processor, else wasm.
 *
 * @throws {UsageError} for "auto" if `GRADNOISE_TENSORFLOW` names no
 * installation.
 */
export async function chooseEngine(
  asked: EngineName | "auto",
): Promise<EngineChoice> {
  if (asked !== "auto") return { name: asked, reason: "as asked" };
  const installation = await findTensorflow();
  if (installation !== undefined && isUsable(installation)) {
    const { version, source } = installation;
    return {
      name: "tensorflow",
      reason: `auto: TensorFlow ${version ?? ""} of ${source}`,
    };
  }
  const adapter = await hardwareAdapter();
  if (adapter !== undefined) {
    return { name: "webgpu", reason: `auto: ${adapter}` };
  }
  return {
    name: "wasm",
    reason: `auto: ${
      installation === undefined ? "no TensorFlow" : "no usable TensorFlow"
    }, no graphics processor`,
  };
}
