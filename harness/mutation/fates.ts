/**
 * What becomes of mutants: which the gate notices, and which survive.
 *
 * @module
 */
import { Breakdown } from "../../core/exit_code.ts";
import type { GateAnswer } from "./asked_gate.ts";
import type { Mutant } from "./mutant.ts";
import type { ProjectCopy } from "./project_copy.ts";

/** A mutant, and the first suite that noticed it. */
export interface Fate {
  readonly mutant: Mutant;
  readonly caughtBy: GateAnswer | undefined;
}

/** Where mutants are tried. */
export interface Trial {
  readonly copy: Pick<ProjectCopy, "withMutant">;
  /** What the copy's gate says of a suite. */
  ask(suite: string): Promise<GateAnswer>;
  /** Is told of each mutant before it is tried. */
  begin(mutant: Mutant, index: number): void;
}

/**
 * Tries each mutant on its suites until one notices it.
 *
 * @throws {Breakdown} if a suite fails without any mutant.
 */
export async function fatesOf(
  mutants: readonly Mutant[],
  { copy, ask, begin }: Trial,
): Promise<Fate[]> {
  const healthy = new Set<string>();
  const firstToNotice = async (mutant: Mutant) => {
    for (const suite of mutant.suites) {
      if (!healthy.has(suite)) await checkHealthy(suite, ask);
      healthy.add(suite);
      const answer = await copy.withMutant(mutant, () => ask(suite));
      if (answer.failed) return answer;
    }
    return undefined;
  };
  const fates: Fate[] = [];
  for (const [i, mutant] of mutants.entries()) {
    begin(mutant, i);
    fates.push({ mutant, caughtBy: await firstToNotice(mutant) });
  }
  return fates;
}

/** The exit code: 0 if every mutant was caught. */
export function codeOf(fates: readonly Fate[]): 0 | 1 {
  return fates.every(({ caughtBy }) => caughtBy !== undefined) ? 0 : 1;
}

/** A gate that fails without a mutant proves nothing. */
async function checkHealthy(
  suite: string,
  ask: Trial["ask"],
): Promise<void> {
  const { failed, problems } = await ask(suite);
  if (!failed) return;
  throw new Breakdown(
    `Cannot test the gate of ${suite}: it fails without any mutant: ${
      problems[0]
    }`,
  );
}
