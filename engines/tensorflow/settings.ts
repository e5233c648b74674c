/**
 * The environment variables that TensorFlow reads when it is loaded.
 *
 * @module
 */

/** What the engine sets where the user has not. */
const DEFAULTS = {
  // Kernels with a fixed order of summation, also on a GPU.
  TF_DETERMINISTIC_OPS: "1",
  // Single precision on a GPU too, where products would have 10 bits (TF32).
  // It is cuBLAS and cuDNN that read this; XLA is told when the engine opens.
  NVIDIA_TF32_OVERRIDE: "0",
  // Errors only.
  TF_CPP_MIN_LOG_LEVEL: "2",
} as const;

/** Turns oneDNN's kernels on ("1") or off ("0"). */
export const ONE_DNN = "TF_ENABLE_ONEDNN_OPTS";

/** All that is read or set here. */
export const TENSORFLOW_SETTINGS = [
  ...["TF_DETERMINISTIC_OPS", "TF_CPP_MIN_LOG_LEVEL"] as const,
  ...["NVIDIA_TF32_OVERRIDE", ONE_DNN] as const,
] as const;

/** Settings that decide the bits of a result. */
export interface Settings {
  readonly deterministic: boolean;
  /** Whether a GPU may make products with 10 bits. */
  readonly tf32: boolean;
}

/** Sets what the user has not set; says what holds. */
export function applySettings(): Settings {
  for (const [name, value] of Object.entries(DEFAULTS)) {
    if (Deno.env.get(name) === undefined) Deno.env.set(name, value);
  }
  return {
    deterministic: isOn(Deno.env.get("TF_DETERMINISTIC_OPS")),
    tf32: Deno.env.get("NVIDIA_TF32_OVERRIDE") !== "0",
  };
}

/** As TensorFlow reads a boolean. */
function isOn(value: string | undefined): boolean {
  return value === "1" || value?.toLowerCase() === "true";
}
