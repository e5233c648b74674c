/**
 * tfjs-core's generator of random numbers with the named export that its
 * modules import; a module cannot see that of the original, which is CommonJS.
 *
 * @module
 */
import { requireAsLibrary } from "./tfjs_core.ts";

/** A generator seeded by a text. */
export const alea: unknown = requireAsLibrary("seedrandom").alea;
