import type { EngineName } from "./engine.ts";

/** An engine and why it was taken. */
export interface EngineChoice {
  readonly name: EngineName;
  readonly reason: string;
}

/**
 * The engine that `asked` stands for. A named engine is taken as it is, ready
 * or not: it never falls back to another one.
 */
export function chooseEngine(asked: EngineName | "auto"): EngineChoice {
  return asked === "auto"
    ? { name: "wasm", reason: "auto: the fastest that needs no installation" }
    : { name: asked, reason: "as asked" };
}
