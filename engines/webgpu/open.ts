import * as tf from "@tensorflow/tfjs-core";
import tfjs from "@tensorflow/tfjs-backend-webgpu/package.json" with {
  type: "json",
};
import { useBackend } from "../backend.ts";
import { eager } from "../eager.ts";
import type { Engine, EngineOptions } from "../engine.ts";
import { type Adapter, findAdapter } from "./adapter.ts";
import { arithmeticHash } from "./arithmetic.ts";
import { CheckedBackend } from "./backend.ts";
import { installKernels } from "./kernels.ts";
import { checkKnownAnswers } from "./known_answers.ts";
import { BACKEND } from "./program.ts";
import { webgpuRandom } from "./random.ts";

/** What may be more on a device than WebGPU promises. */
const LIMITS = [
  "maxStorageBufferBindingSize",
  "maxBufferSize",
  "maxComputeWorkgroupStorageSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
  "maxComputeWorkgroupSizeY",
  "maxComputeWorkgroupSizeZ",
  "maxComputeWorkgroupsPerDimension",
] as const;

/** The engine of this process; it keeps its device. */
let opened: Engine | undefined;

/**
 * The engine for graphics processors: tfjs's WebGPU backend on the runtime's
 * own WebGPU, op by op. Tensors are read asynchronously only.
 *
 * @param options.adapter Part of the adapter's name; default: the fastest one.
 * @throws {UsageError} if there is no such adapter.
 * @throws {Error} if the adapter computes anything wrongly, or the process has
 * another one open.
 */
export async function openWebgpu(
  { adapter }: EngineOptions = {},
): Promise<Engine> {
  const found = await findAdapter(adapter);
  const device = descriptionOf(found);
  if (opened === undefined) {
    await start(found);
    await checkKnownAnswers(found.name);
    opened = {
      name: "webgpu",
      fingerprint: await fingerprintOf(found),
      device,
      compile: eager,
      random: webgpuRandom,
    };
  } else if (opened.device !== device) {
    throw new Error(
      `Cannot open engine webgpu on ${device}: this process has it open on ${opened.device}`,
    );
  }
  await useBackend(BACKEND);
  return opened;
}

/** Makes tfjs use a new device of the adapter. */
async function start(adapter: Adapter): Promise<void> {
  const { gpu } = adapter;
  const device = await gpu.requestDevice({
    requiredLimits: Object.fromEntries(
      LIMITS.map((limit) => [limit, gpu.limits[limit]]),
    ),
  });
  const backend = new CheckedBackend(device, adapter);
  // The package has registered a backend of its own, on any adapter, that tfjs
  // would prefer to all others.
  tf.removeBackend(BACKEND);
  tf.registerBackend(BACKEND, () => backend, 0);
  // The backend leaves small operations on fresh tensors to JavaScript, so that
  // bits would depend on where a tensor happens to lie.
  tf.env().set("WEBGPU_CPU_FORWARD", false);
  installKernels();
  await useBackend(BACKEND);
}

function descriptionOf({ name, software }: Adapter): string {
  return software ? `${name} (software)` : name;
}

async function fingerprintOf(
  { gpu: { info } }: Adapter,
): Promise<Engine["fingerprint"]> {
  const { vendor, architecture, device, description } = info;
  return {
    engine: "webgpu",
    backend: tfjs.version,
    ...{ vendor, architecture, device, description },
    arithmetic: await arithmeticHash(),
  };
}
