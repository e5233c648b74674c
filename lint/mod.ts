/**
 * The lint rules of this repository, for `lint.plugins` in `deno.json`.
 *
 * @module
 */
import { ambientRandomness } from "./ambient_randomness.ts";
import { importDirection } from "./import_direction.ts";

/** Import direction and randomness from keys. */
const plugin: Deno.lint.Plugin = {
  name: "gradnoise",
  rules: {
    "import-direction": importDirection,
    "ambient-randomness": ambientRandomness,
  },
};

export default plugin;
