/**
 * The engines and the choice among them.
 *
 * @module
 */
import type { Engine, EngineName, EngineOptions } from "./engine.ts";

export * from "./engine.ts";

/** What an engine needs is loaded when it is opened, and only then. */
const OPENERS: Readonly<
  Record<EngineName, (options: EngineOptions) => Promise<Engine>>
> = {
  wasm: async () => await (await import("./wasm/open.ts")).openWasm(),
  webgpu: async (options) =>
    await (await import("./webgpu/open.ts")).openWebgpu(options),
  tensorflow: async (options) =>
    await (await import("./tensorflow/open.ts")).openTensorflow(options),
  cpu: async () => await (await import("./cpu.ts")).openCpu(),
};

/** What was asked for last; tfjs starts one backend at a time. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Makes the engine called `name` ready. It never falls back to another one.
 *
 * With the first one, tfjs gets the gradients of its operations.
 *
 * @throws {RangeError} if `threads` is not a positive integer, where the engine
 * has threads.
 * @throws {UsageError} if this machine lacks what it needs.
 * @throws {Error} if it cannot start here.
 */
export async function openEngine(
  name: EngineName,
  options: EngineOptions = {},
): Promise<Engine> {
  const { registerGradients } = await import("./gradients.ts");
  registerGradients();
  const opening = last.then(() => OPENERS[name](options));
  last = opening.catch(() => undefined);
  return await opening;
}
