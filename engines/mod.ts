/**
 * The engines and the choice among them.
 *
 * @module
 */
import "./gradients.ts";
import { openCpu } from "./cpu.ts";
import { chooseEngine } from "./choose.ts";
import type { Engine, EngineName, ENGINES_HERE } from "./engine.ts";
import { openWasm } from "./wasm.ts";

export * from "./engine.ts";

const OPENERS: Readonly<
  Record<typeof ENGINES_HERE[number], () => Promise<Engine>>
> = { wasm: openWasm, cpu: openCpu };

/**
 * Makes the engine called `name` ready. It never falls back to another one.
 *
 * @throws {UsageError} if this version does not have it.
 * @throws {Error} if it cannot start here.
 */
export async function openEngine(name: EngineName): Promise<Engine> {
  return await OPENERS[chooseEngine(name).name]();
}
