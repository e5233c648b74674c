/**
 * Loads tfjs-core's compiled specs, which are written for a bundler: their
 * imports have no extensions, and they call `require` in ES modules.
 *
 * @module
 */
import { registerHooks } from "node:module";
import { LIBRARY, requireAsLibrary } from "./tfjs_core.ts";

const FOLDER = new URL(".", LIBRARY).href;

/**
 * Makes the modules of tfjs-core loadable; call it once, before loading.
 *
 * @param options.library What specs import as tfjs-core. By default what all
 * import, instead of another instance of the same code.
 */
export function hookModules({ library = LIBRARY } = {}): void {
  registerHooks({
    resolve(specifier, context, next) {
      const { parentURL = "" } = context;
      return next(
        parentURL.startsWith(FOLDER) && parentURL !== LIBRARY
          ? fromSpecs(specifier, library)
          : specifier,
        context,
      );
    },
  });
  Object.assign(globalThis, { require: requireAsLibrary });
}

/** Loads a module of tfjs-core, e.g. "tests.js". */
export async function importModule<T>(name: string): Promise<T> {
  return await import(`${FOLDER}${name}`);
}

/** What a module of tfjs-core means by a name. */
function fromSpecs(specifier: string, library: string): string {
  if (specifier === "seedrandom") return import.meta.resolve("./seedrandom.ts");
  if (!specifier.startsWith(".") || specifier.endsWith(".js")) return specifier;
  const isIndex = /^\.\.?$|\/index$/.test(specifier);
  return isIndex ? library : `${specifier}.js`;
}
