/**
 * The command line of `deno task setup:tensorflow`.
 *
 * @module
 */
import { readCommandLine } from "../../../core/command_line.ts";
import { UsageError } from "../../../core/usage_error.ts";
import { PINNED_VERSION } from "../installation/version.ts";
import { type Variant, VARIANTS } from "./variant.ts";

/** What `--help` prints. */
export const SETUP_HELP =
  `Installs TensorFlow ${PINNED_VERSION} for the engine "tensorflow".

Usage: deno task setup:tensorflow [--variant cpu|cuda] [--force]

--variant VARIANT  cpu (0.3 GB to download) or cuda (3.4 GB; Linux on x86-64);
                   by default cuda where an NVIDIA driver answers, else cpu
--force            install it even if there is one that can be used
--help             print this

pip fetches it, so python3 with pip is needed here; Python is not used to train.
It goes into a cache folder of your own. An installation that
GRADNOISE_TENSORFLOW names, and one in the active Python environment, come
before it.`;

/** What the command line asks for. */
export interface SetupArguments {
  /** The value of `--variant`. */
  readonly variant: Variant | undefined;
  /** Whether to install in any case. */
  readonly force: boolean;
  /** Whether to print {@linkcode SETUP_HELP} and do nothing. */
  readonly help: boolean;
}

/**
 * Parses the arguments of `deno task setup:tensorflow`.
 *
 * @throws {UsageError} for an unknown option, variant, or a word too many.
 */
export function parseSetupArguments(args: readonly string[]): SetupArguments {
  const { words, strings, flags } = readCommandLine(args, {
    task: "setup:tensorflow",
    strings: ["variant"],
    flags: ["force"],
  });
  if (words.length > 0) {
    throw new UsageError(
      `Cannot set up "${words[0]}": this task takes options only, see --help`,
    );
  }
  return {
    variant: variantNamed(strings.variant),
    force: flags.force === true,
    help: flags.help === true,
  };
}

function variantNamed(name: string | undefined): Variant | undefined {
  if (name === undefined) return undefined;
  const variant = VARIANTS.find((variant) => variant === name);
  if (variant !== undefined) return variant;
  throw new UsageError(
    `Unknown variant "${name}": choose one of ${VARIANTS.join(", ")}`,
  );
}
