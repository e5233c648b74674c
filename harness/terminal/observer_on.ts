import { plainProgress, quietProgress } from "./progress.ts";
import type { RunObserver } from "../running/run_plan.ts";
import type { Screen } from "./screen.ts";
import { terminalProgress } from "./terminal_progress.ts";

/** An observer that shows on a screen how runs go on. */
export interface ShownProgress extends RunObserver, Disposable {
  /** Shows a line that stays. */
  say(line: string): void;
  /** Takes away what is there only for the moment. */
  [Symbol.dispose](): void;
}

/**
 * An observer that shows on a screen how runs go on.
 *
 * @param options.verbose Whether worker processes write to the screen too.
 */
export function observerOn(
  screen: Screen,
  { jobs, quiet, verbose }: {
    jobs: number | undefined;
    quiet: boolean;
    verbose: boolean;
  },
): ShownProgress {
  // What workers write would break into a picture.
  if (screen.terminal && !quiet && !verbose) {
    return terminalProgress(screen, { jobs });
  }
  return {
    ...quiet ? quietProgress(screen) : plainProgress(screen, { jobs }),
    say: (line) => screen.write(`${line}\n`),
    [Symbol.dispose]: () => {},
  };
}
