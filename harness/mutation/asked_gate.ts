/**
 * What the gate of a copy of the project says of a suite.
 *
 * @module
 */
import { join } from "node:path";
import { Breakdown } from "../../core/exit_code.ts";
import { spawnDeno } from "../../core/spawn_deno.ts";
import { suitesNamed } from "../options.ts";

/** What the gate says of a suite. */
export interface GateAnswer {
  readonly suite: string;
  /** Whether it failed, or a run crashed. */
  readonly failed: boolean;
  /** One line for each disagreement with what is recorded. */
  readonly problems: readonly string[];
}

/** How the gate is asked. */
export interface AskOptions {
  readonly suite: string;
  readonly engine: string;
  readonly dataDir: string;
  readonly jobs: number;
  /** Ends the question. */
  readonly signal: AbortSignal;
}

/** The part of `repro --json` that is read. */
interface ReproDocument {
  readonly suites: readonly {
    readonly id: string;
    readonly gate: {
      readonly status: string;
      readonly problems: readonly string[];
    } | null;
  }[];
}

/** Exit codes of `repro` with a document; a crash before it may have them. */
const ANSWERS = [0, 1, 3];

/**
 * Runs a suite of the project at `path` at the smoke tier; of trainings one
 * seed, which is enough to disagree with what is recorded.
 *
 * @throws {Breakdown} if it could not be asked; with what was printed.
 */
export async function askGate(
  path: string,
  { suite, engine, dataDir, jobs, signal }: AskOptions,
): Promise<GateAnswer> {
  const results = await Deno.makeTempDir({ dir: path, prefix: "results-" });
  const child = spawnDeno(
    [
      ...["run", "--no-prompt", "--quiet", "--allow-all", "--no-check"],
      join(path, "harness", "repro_main.ts"),
      suite,
      ...suitesNamed([suite])[0]!.exact ? [] : ["--seeds", "1"],
      ...["--tier", "smoke", "--engine", engine, "--jobs", `${jobs}`],
      ...["--data-dir", dataDir, "--results", results, "--json", "--quiet"],
    ],
    {
      purpose: "runs the suite",
      ...{ cwd: path, signal, stdout: "piped", stderr: "piped" },
    },
  );
  const { code, stdout, stderr } = await child.output();
  await Deno.remove(results, { recursive: true });
  signal.throwIfAborted();
  if (!ANSWERS.includes(code) || stdout.length === 0) {
    throw new Breakdown(
      `Cannot ask the gate of ${suite}: ${
        new TextDecoder().decode(stderr).trim() || `it ended with code ${code}`
      }`,
    );
  }
  const { suites: [answer] }: ReproDocument = JSON.parse(
    new TextDecoder().decode(stdout),
  );
  const { status = "failed", problems = ["a run crashed"] } = answer?.gate ??
    {};
  return { suite, failed: status === "failed", problems };
}
