/**
 * What one training step of each noise method costs on F1, C1 and ResNet-32 at
 * equal examples, from the examples' bytes to the new parameters, beside the
 * operations (as a ratio to plain SGD's) and random numbers that its arithmetic
 * demands. A table with ratios, all methods by turns, is
 * `deno task bench:methods`.
 *
 * GRADNOISE_ENGINE names the engine; without it wasm.
 *
 * @module
 */
import { openEngine } from "../engines/mod.ts";
import { engineFromEnvironment } from "./engine_from_environment.ts";
import { plain, total } from "./methods/arithmetic.ts";
import { BASELINE, METHOD_CASES } from "./methods/cases.ts";
import { titleOf } from "./methods/report.ts";
import type { Stepper } from "../training/timing/method_stepper.ts";
import { caseStepper } from "./methods/stepper.ts";
import { METHOD_WORKS, sizesOf } from "./methods/works.ts";

const engineName = engineFromEnvironment() ?? "wasm";
const engine = await openEngine(engineName);

for (const work of METHOD_WORKS) {
  const sizes = sizesOf(work);
  const ofPlain = plain(sizes);
  for (const methodCase of METHOD_CASES) {
    const { id, title, extra } = methodCase;
    const { flop, normals, uniforms } = total(ofPlain, extra(sizes));
    const numbers = (normals + uniforms) / 1e6;
    const demands = `${(flop / ofPlain.flop).toFixed(2)}× FLOP, ${
      numbers.toFixed(2)
    } M numbers`;
    let stepper: Stepper | undefined;
    Deno.bench({
      name: `${title} (${demands})`,
      group: `${titleOf(work)}, ${engineName}`,
      baseline: id === BASELINE,
      ...{ warmup: 1, n: 3 * work.turn.timed },
      fn: async () => {
        // Made, and compiled, by the first of the steps that warm up.
        stepper ??= caseStepper(engine, { work, methodCase });
        await stepper.step();
      },
    });
  }
}
