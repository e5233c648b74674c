/**
 * The engines and the choice among them.
 *
 * @module
 */
import { UsageError } from "../core/usage_error.ts";
import "./gradients.ts";
import { openCpu } from "./cpu.ts";
import type { Engine, EngineName } from "./engine.ts";
import { openWasm } from "./wasm.ts";

export * from "./engine.ts";

const OPENERS: Readonly<Partial<Record<EngineName, () => Promise<Engine>>>> = {
  wasm: openWasm,
  cpu: openCpu,
};

/**
 * Makes the engine called `name` ready. It never falls back to another one.
 *
 * @throws {UsageError} if this version does not have it.
 */
export async function openEngine(name: EngineName): Promise<Engine> {
  const open = OPENERS[name];
  if (open === undefined) {
    throw new UsageError(
      `Cannot use engine "${name}": this version has ${
        Object.keys(OPENERS).join(", ")
      }`,
    );
  }
  return await open();
}
