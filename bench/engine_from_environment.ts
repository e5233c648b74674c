import { UsageError } from "../core/usage_error.ts";
import { ENGINE_NAMES, type EngineName } from "../engines/engine.ts";

/**
 * The engine that GRADNOISE_ENGINE names, since `deno bench` hands no
 * arguments on; undefined if it is not set.
 *
 * @throws {UsageError} if there is no such engine.
 */
export function engineFromEnvironment(): EngineName | undefined {
  const asked = Deno.env.get("GRADNOISE_ENGINE");
  if (!asked) return undefined;
  const name = ENGINE_NAMES.find((name) => name === asked);
  if (name !== undefined) return name;
  throw new UsageError(
    `Cannot use engine "${asked}" of GRADNOISE_ENGINE: there are ${
      ENGINE_NAMES.join(", ")
    }`,
  );
}
