/**
 * The graphics processors that WebGPU offers, and which of them are software.
 *
 * @module
 */
import { UsageError } from "../../core/usage_error.ts";

/** A graphics processor, or a program that plays one. */
export interface Adapter {
  /** What the runtime knows it as. */
  readonly gpu: GPUAdapter;
  /** Its driver's name for it. */
  readonly name: string;
  /** Whether a processor without graphics does the work. */
  readonly software: boolean;
}

/** The environment variables that opening an adapter reads or sets. */
export const WEBGPU_VARIABLES = [
  "DENO_WEBGPU_BACKEND",
  "MESA_VK_DEVICE_SELECT",
  "NODEVICE_SELECT",
  "XDG_RUNTIME_DIR",
] as const;

/** Software adapters by name, for drivers that do not say what they are. */
const SOFTWARE_NAMES =
  /llvmpipe|lavapipe|softpipe|swiftshader|basic render|\bwarp\b|software/i;

/** From the one that is taken by default to the last resort. */
const REQUESTS: readonly GPURequestAdapterOptions[] = [
  { powerPreference: "high-performance" },
  { powerPreference: "low-power" },
  { forceFallbackAdapter: true },
];

/**
 * The first adapter, or the first whose name contains `name`.
 *
 * @throws {UsageError} if there is none.
 */
export async function findAdapter(name?: string): Promise<Adapter> {
  const offered = await offeredAdapters();
  const [first] = offered;
  if (first === undefined) {
    throw new UsageError(
      "Cannot use engine webgpu: no adapter; install a Vulkan, Metal or DX12 driver (Debian: apt install mesa-vulkan-drivers libvulkan1)",
    );
  }
  if (name === undefined) return first;
  const found = offered.find((adapter) =>
    adapter.name.toLowerCase().includes(name.toLowerCase())
  );
  if (found !== undefined) return found;
  throw new UsageError(
    `Cannot use adapter "${name}" with engine webgpu: this machine offers ${
      offered.map((adapter) => adapter.name).join(", ")
    }`,
  );
}

/** The name of the first adapter that is hardware, if there is one. */
export async function hardwareAdapter(): Promise<string | undefined> {
  const offered = await offeredAdapters();
  return offered.find(({ software }) => !software)?.name;
}

/** Whether an adapter is known to be a program. */
export function isSoftware(
  { description, isFallbackAdapter }: Pick<
    GPUAdapterInfo,
    "description" | "isFallbackAdapter"
  >,
): boolean {
  return isFallbackAdapter || SOFTWARE_NAMES.test(description);
}

async function offeredAdapters(): Promise<Adapter[]> {
  prepareDriver();
  const adapters = new Map<string, Adapter>();
  for (const request of REQUESTS) {
    const gpu = await navigator.gpu.requestAdapter(request);
    if (gpu === null) continue;
    const { vendor, device, description } = gpu.info;
    const id = [vendor, device, description].join();
    if (adapters.has(id)) continue;
    adapters.set(id, {
      gpu,
      name: description,
      software: isSoftware(gpu.info),
    });
  }
  return [...adapters.values()];
}

/** Tells the runtime, before it looks for drivers, which ones to take. */
function prepareDriver(): void {
  setDefault("DENO_WEBGPU_BACKEND", "vulkan,metal,dx12");
  // Without a desktop, Mesa's device chooser can only print that it found none.
  if (
    Deno.env.get("XDG_RUNTIME_DIR") === undefined &&
    Deno.env.get("MESA_VK_DEVICE_SELECT") === undefined
  ) {
    setDefault("NODEVICE_SELECT", "1");
  }
}

function setDefault(variable: string, value: string): void {
  if (Deno.env.get(variable) === undefined) Deno.env.set(variable, value);
}
