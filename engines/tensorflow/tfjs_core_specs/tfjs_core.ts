/**
 * Where tfjs-core lies, which ships its specs, compiled, beside its library.
 *
 * @module
 */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-core");

/** The library that everybody imports. */
export const LIBRARY: string = pathToFileURL(entry).href;

/** `require` as the library calls it. */
export const requireAsLibrary: NodeJS.Require = createRequire(entry);
