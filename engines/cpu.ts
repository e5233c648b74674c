import * as tf from "@tensorflow/tfjs-core";
import { version_cpu } from "@tensorflow/tfjs-backend-cpu";
import { useBackend } from "./backend.ts";
import { eager } from "./eager.ts";
import type { Engine } from "./engine.ts";
import { hostRandom } from "./host_random.ts";

/** The oracle: tfjs's plain TypeScript backend. Slow, simple, exact order. */
export async function openCpu(): Promise<Engine> {
  // Without it the backend advertises another package on first use.
  tf.env().set("PROD", true);
  await useBackend("cpu");
  return {
    name: "cpu",
    fingerprint: { engine: "cpu", backend: version_cpu },
    device: "CPU, TypeScript",
    compile: eager,
    random: hostRandom,
  };
}
