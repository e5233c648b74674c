import * as tf from "@tensorflow/tfjs-core";
import {
  type BackendWasm,
  setWasmPaths,
  version_wasm,
} from "@tensorflow/tfjs-backend-wasm";
import { fileURLToPath } from "node:url";
import { useBackend } from "../backend.ts";
import { eager } from "../eager.ts";
import type { Engine } from "../engine.ts";
import { hostRandom } from "../host_random.ts";
import { installKernels } from "./kernels.ts";
import { refuseFullMemory } from "./memory.ts";

const BACKEND = "wasm";
let prepared = false;

/**
 * The embedded engine: tfjs's WebAssembly backend with SIMD, one thread.
 *
 * WebAssembly SIMD has no fused multiply-add, so its results have the same
 * bits on every machine.
 *
 * @throws {Error} if the backend cannot start, or the runtime has no
 * WebAssembly SIMD.
 */
export async function openWasm(): Promise<Engine> {
  const binary = import.meta.resolve(
    "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
  );
  setWasmPaths(fileURLToPath(new URL(".", binary)));
  await useBackend(BACKEND);
  const simd = await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT");
  if (simd !== true) {
    throw new Error("Cannot open engine wasm: this runtime has no SIMD");
  }
  if (!prepared) {
    installKernels();
    refuseFullMemory(tf.backend() as BackendWasm);
    prepared = true;
  }
  return {
    name: "wasm",
    fingerprint: { engine: "wasm", backend: version_wasm, simd: "128" },
    device: "CPU, WebAssembly SIMD, one thread",
    compile: eager,
    random: hostRandom,
  };
}
