/**
 * `deno task setup:tensorflow`: installs TensorFlow for the engine of that
 * name.
 *
 * @module
 */
import { exitCodeOf } from "../../../core/exit_code.ts";
import { interruptible } from "../../../core/stop_signals.ts";
import { VARIABLE } from "../installation/explicit.ts";
import { nameOf } from "../installation/installation.ts";
import { setupTensorflow } from "./setup.ts";
import { parseSetupArguments, SETUP_HELP } from "./setup_arguments.ts";

async function main(args: readonly string[]): Promise<number> {
  const { variant, force, help } = parseSetupArguments(args);
  if (help) {
    console.log(SETUP_HELP);
    return 0;
  }
  const interruption = interruptible("Interrupted: nothing was installed");
  const { installation, first } = await setupTensorflow({
    variant,
    force,
    signal: interruption.signal,
    say: console.error,
  });
  const { folder, source } = installation;
  console.log(`${nameOf(installation)} is ready in ${folder} (${source})`);
  if (first !== undefined && first.folder !== folder) {
    console.error(
      `But the one in ${first.folder} (${first.source}) comes before it; ` +
        `to use this one, set ${VARIABLE}=${folder}`,
    );
  }
  return 0;
}

if (import.meta.main) Deno.exit(await exitCodeOf(() => main(Deno.args)));
