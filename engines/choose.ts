import { UsageError } from "../core/usage_error.ts";
import { type EngineName, ENGINES_HERE } from "./engine.ts";

/** An engine and why it was taken. */
export interface EngineChoice {
  readonly name: typeof ENGINES_HERE[number];
  readonly reason: string;
}

/**
 * The engine that `asked` stands for. A named engine is taken as it is, ready
 * or not: it never falls back to another one.
 *
 * @throws {UsageError} if this version does not have it.
 */
export function chooseEngine(asked: EngineName | "auto"): EngineChoice {
  if (asked === "auto") {
    return {
      name: "wasm",
      reason: "auto: the fastest that needs no installation",
    };
  }
  const name = ENGINES_HERE.find((here) => here === asked);
  if (name !== undefined) return { name, reason: "as asked" };
  throw new UsageError(
    `Cannot use engine "${asked}": this version has ${ENGINES_HERE.join(", ")}`,
  );
}
