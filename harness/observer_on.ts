import { plainProgress, quietProgress } from "./progress.ts";
import type { RunObserver } from "./run_plan.ts";
import type { Screen } from "./screen.ts";
import { terminalProgress } from "./terminal_progress.ts";

/**
 * An observer that shows on a screen how runs go on. Disposing of it takes away
 * what is there only for the moment.
 *
 * @param options.verbose Whether worker processes write to the screen too.
 */
export function observerOn(
  screen: Screen,
  { jobs, quiet, verbose }: {
    jobs: number;
    quiet: boolean;
    verbose: boolean;
  },
): RunObserver & Disposable {
  const passing = { [Symbol.dispose]: () => {} };
  if (quiet) return { ...quietProgress(screen), ...passing };
  // What workers write would break into a picture.
  if (verbose || !screen.terminal) {
    return { ...plainProgress(screen, { jobs }), ...passing };
  }
  return terminalProgress(screen, { jobs });
}
