import * as tf from "@tensorflow/tfjs-core";
import { availableParallelism } from "node:os";
import { UsageError } from "../../core/usage_error.ts";
import { useBackend } from "../backend.ts";
import type { Engine, EngineOptions } from "../engine.ts";
import { TensorflowBackend } from "./backend.ts";
import { Binding } from "./binding.ts";
import { compiler } from "./compile.ts";
import { openContext } from "./context.ts";
import { cudaDevice } from "./cuda_device.ts";
import { requireTensorflow } from "./installation/find.ts";
import { checkVersion } from "./installation/version.ts";
import { instructionSet } from "./instruction_set.ts";
import { registerKernels } from "./kernels.ts";
import { Native } from "./native.ts";
import { usesOneDnn } from "./one_dnn.ts";
import { tensorflowRandom } from "./random.ts";
import { applySettings, type Settings } from "./settings.ts";
import { loadSymbols } from "./symbols.ts";
import { registerTrainingKernels } from "./training_kernels.ts";

const BACKEND = "tensorflow";

/** The one backend of this process: the library keeps its first settings. */
let opened:
  | { backend: TensorflowBackend; settings: Settings; threads: number }
  | undefined;

/**
 * The real TensorFlow library, on an NVIDIA GPU or the CPU.
 *
 * Steps are compiled to TensorFlow graphs, with `xla` by XLA. Results have the
 * same bits wherever the fingerprint is the same; graphs have those of single
 * operations.
 *
 * @throws {RangeError} if `threads` is not a positive integer.
 * @throws {UsageError} if the library is not found, damaged, of an untested
 * version, needs another processor, or was opened in this process with another
 * number of threads.
 */
export async function openTensorflow(
  { threads = availableParallelism(), xla, onTrace }: EngineOptions = {},
): Promise<Engine> {
  if (!Number.isSafeInteger(threads) || threads < 1) {
    throw new RangeError(
      `Cannot open engine tensorflow with ${threads} threads: use a positive integer`,
    );
  }
  if (opened === undefined) {
    const settings = applySettings();
    const backend = await loadBackend(threads, settings);
    opened = { backend, settings, threads };
  } else if (opened.threads !== threads) {
    throw new UsageError(
      `Cannot open engine tensorflow with ${threads} threads: this process opened it with ${opened.threads}`,
    );
  }
  const { backend, settings } = opened;
  await useBackend(BACKEND);
  const { native, context } = backend.native;
  const { gpu } = context;
  // TensorFlow's own name is the same for all models.
  const device = gpu
    ? cudaDevice() ?? context.device
    : instructionSet(native.symbols);
  const version = native.text(native.symbols.TF_Version());
  const mode = xla === true ? "xla" : "graph";
  return {
    name: "tensorflow",
    device: `${gpu ? device : "CPU"}, TensorFlow ${version}, ${mode}`,
    fingerprint: {
      ...{ engine: "tensorflow", backend: version, mode },
      threads: String(threads),
      oneDnn: usesOneDnn(native.symbols) ? "on" : "off",
      deterministic: settings.deterministic ? "on" : "off",
      device,
      ...gpu && settings.tf32 ? { tf32: "on" } : {},
    },
    compile: compiler(backend, {
      xla: xla === true,
      ...onTrace === undefined ? {} : { onTrace },
    }),
    random: tensorflowRandom(backend),
  };
}

async function loadBackend(
  threads: number,
  { tf32 }: Settings,
): Promise<TensorflowBackend> {
  const installation = await requireTensorflow();
  const native = new Native(loadSymbols(installation));
  checkVersion(
    native.text(native.symbols.TF_Version()),
    installation.folder,
  );
  const context = openContext(native, { threads });
  // XLA does not read the variable. A CPU has no TF32, and keeps its bits.
  if (context.gpu && !tf32) native.symbols.allowTf32?.(false);
  const backend = new TensorflowBackend(new Binding(native, context));
  await registerKernels();
  registerTrainingKernels({ gpu: context.gpu });
  tf.registerBackend(BACKEND, () => backend);
  return backend;
}
