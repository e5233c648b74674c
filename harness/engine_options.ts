import { positiveInteger } from "../core/option_integers.ts";
import { UsageError } from "../core/usage_error.ts";
import type { EngineName, EngineOptions } from "../engines/engine.ts";

/** Which engine each option is for. */
const ENGINE_OF = {
  threads: "tensorflow",
  xla: "tensorflow",
  adapter: "webgpu",
} as const satisfies Partial<Record<keyof EngineOptions, EngineName>>;

/** More threads than that on a core are a slip of the finger. */
const MOST_THREADS_PER_CORE = 4;

/**
 * The options of an engine, as the command line has them.
 *
 * @param options.cores Processor cores of the machine that computes.
 * @throws {UsageError} for an option that the engine does not have, and for
 * more threads than the processor can have use for.
 */
export function engineOptions(
  engine: EngineName,
  { strings: { threads, adapter }, xla, cores }: {
    strings: Readonly<Record<string, string | undefined>>;
    xla: boolean;
    cores: number;
  },
): Pick<EngineOptions, "threads" | "adapter" | "xla"> {
  const given = {
    ...threads === undefined ? {} : { threads: threadsIn(threads, cores) },
    ...adapter === undefined ? {} : { adapter },
    ...xla ? { xla } : {},
  };
  for (const [option, itsEngine] of Object.entries(ENGINE_OF)) {
    if (!(option in given) || engine === itsEngine) continue;
    throw new UsageError(
      `Cannot use --${option} on engine ${engine}: it goes with --engine ${itsEngine}`,
    );
  }
  return given;
}

function threadsIn(text: string, cores: number): number {
  const threads = positiveInteger(text, "threads");
  if (threads <= MOST_THREADS_PER_CORE * cores) return threads;
  throw new UsageError(
    `Cannot use --threads ${text}: this machine has ${cores} processor cores, and more than ${
      MOST_THREADS_PER_CORE * cores
    } threads only get in each other's way`,
  );
}
