/**
 * The environment variables that TensorFlow reads when it is loaded.
 *
 * @module
 */

/** What the engine sets where the user has not. */
const DEFAULTS = {
  // Kernels with a fixed order of summation, also on a GPU.
  TF_DETERMINISTIC_OPS: "1",
  // Errors only.
  TF_CPP_MIN_LOG_LEVEL: "2",
} as const;

/** Whether oneDNN's kernels are used; on unless it is "0". */
const ONE_DNN = "TF_ENABLE_ONEDNN_OPTS";

/** All that is read or set here. */
export const TENSORFLOW_SETTINGS = [
  ...["TF_DETERMINISTIC_OPS", "TF_CPP_MIN_LOG_LEVEL", ONE_DNN] as const,
] as const;

/** Settings that decide the bits of a result. */
export interface Settings {
  readonly deterministic: boolean;
  readonly oneDnn: boolean;
}

/** Sets what the user has not set; says what holds. */
export function applySettings(): Settings {
  for (const [name, value] of Object.entries(DEFAULTS)) {
    if (Deno.env.get(name) === undefined) Deno.env.set(name, value);
  }
  return {
    deterministic: isOn(Deno.env.get("TF_DETERMINISTIC_OPS")),
    oneDnn: isOn(Deno.env.get(ONE_DNN) ?? "1"),
  };
}

/** As TensorFlow reads a boolean. */
function isOn(value: string | undefined): boolean {
  return value === "1" || value?.toLowerCase() === "true";
}
