import { ONE_DNN } from "./settings.ts";
import type { Symbols } from "./symbols.ts";

/**
 * Whether the library uses oneDNN's kernels where it has some. Unless the user
 * says so it decides by the processor, and only the library can tell; a build
 * that does not is taken to use them where they are not turned off.
 */
export function usesOneDnn({ isOneDnnUsed }: Symbols): boolean {
  if (isOneDnnUsed !== null) return isOneDnnUsed();
  const value = Deno.env.get(ONE_DNN)?.toLowerCase();
  return value !== "0" && value !== "false";
}
