/**
 * Which engine "auto" stands for.
 *
 * @module
 */
import type { EngineName } from "./engine.ts";
import { faultOf, findTensorflow } from "./tensorflow/installation/find.ts";
import { nameOf } from "./tensorflow/installation/installation.ts";
import { hardwareAdapter } from "./webgpu/adapter.ts";

/** An engine and why it was taken. */
export interface EngineChoice {
  readonly name: EngineName;
  readonly reason: string;
}

/**
 * The engine that `asked` stands for. A named engine is taken as it is, ready
 * or not: it never falls back to another one. "auto" is TensorFlow where it is
 * installed and can be used, else WebGPU on a real graphics processor, else
 * wasm. The reason says which installation cannot be used and why.
 *
 * @throws {UsageError} for "auto" if `GRADNOISE_TENSORFLOW` names no
 * installation.
 */
export async function chooseEngine(
  asked: EngineName | "auto",
): Promise<EngineChoice> {
  if (asked !== "auto") return { name: asked, reason: "as asked" };
  const installation = await findTensorflow();
  const fault = installation && faultOf(installation);
  if (installation !== undefined && fault === undefined) {
    const reason = `auto: ${nameOf(installation)} of ${installation.source}`;
    return { name: "tensorflow", reason };
  }
  const adapter = await hardwareAdapter();
  const lack = fault === undefined
    ? "no TensorFlow"
    : `no usable TensorFlow: ${fault}`;
  return {
    name: adapter === undefined ? "wasm" : "webgpu",
    reason: `auto: ${adapter ?? "no graphics processor"}, ${lack}`,
  };
}
