/**
 * What one training step of each network costs on an engine, however it
 * compiles it. A table with GFLOP/s and ratios, all engines by turns, is
 * `deno task bench:engines`.
 *
 * GRADNOISE_ENGINE names the engine; without it wasm. The oracle `cpu` is not
 * timed.
 *
 * @module
 */
import { openEngine } from "../engines/mod.ts";
import { engineFromEnvironment } from "./engine_from_environment.ts";
import { TIMED_MODES } from "./engine_modes.ts";
import { randomStart } from "./start.ts";
import { type Trainer, trainer } from "./trainer.ts";
import { flopOf, WORKS } from "./works.ts";

const engineName = engineFromEnvironment() ?? "wasm";
const modes = TIMED_MODES.filter(({ engine }) => engine === engineName);

for (const { xla, title } of modes) {
  const engine = await openEngine(engineName, { xla });
  for (const work of WORKS) {
    const { untimed, timed } = work.turn;
    const gigaflop = (flopOf(work) / 1e9).toPrecision(3);
    let training: Trainer | undefined;
    Deno.bench({
      name: title,
      group: `${work.title}: ${gigaflop} GFLOP a step`,
      ...{ warmup: untimed, n: 3 * timed },
      fn: async () => {
        // Made, and compiled, by the first of the steps that warm up.
        training ??= trainer(engine, { work, start: randomStart(work) });
        await training.step();
      },
    });
  }
}
