import { TIERS } from "../suites/suite.ts";
import { RUN_MEMORY } from "./running/default_jobs.ts";
import { SLURM_STRINGS } from "./slurm/options.ts";

/** The options of `deno task repro`, as its command line is read. */
export const OPTIONS = {
  strings: [
    ...["tier", "engine", "threads", "adapter", "seeds", "jobs"],
    ...["data-dir", "results", "summary", "checkpoint-every", "launcher"],
    "method",
    ...SLURM_STRINGS,
  ],
  flags: ["xla", "no-gate", "no-wait", "json", "quiet", "verbose"],
  // Its value is options of another command.
  dashed: ["slurm"],
};

/** What `deno task repro --help` prints, and what shells complete. */
export const HELP: string =
  `Trains, compares with the recorded results, and judges the papers' claims.

Usage: deno task repro [SUITE...] [options]
       deno task repro list [SUITE...] [--tier TIER] [--results DIR] [--json]
       deno task repro status [SUITE...] [--tier TIER] [--results DIR] [--json]
       deno task repro show SUITE [--tier TIER] [--results DIR]
       deno task repro locate DIR DIR [--json]
       deno task repro completions bash|zsh|fish

SUITE             suites to reproduce; all of them by default, and all whose
                  names fit a pattern such as 'smith-*'
--tier TIER       how much of the paper's experiment to repeat:
                  ${TIERS.join(", ")};
                  smoke by default, which checks the code and not the paper
--engine ENGINE   auto, wasm, webgpu, tensorflow or cpu; auto by default
--threads N       threads of one run (tensorflow); 1 by default
--xla             compile steps with XLA (tensorflow)
--adapter NAME    part of the name of the graphics adapter (webgpu)
--seeds N|a,b,c   the first N seeds, or these seeds ("7," is seed 7 alone)
--method FILE     compare the method that FILE exports by default with plain
                  SGD, in every setting of the suites that has plain SGD; no
                  part of verdict or gate
--jobs N          runs at a time, which never changes their results; by default
                  one for each processor core (over --threads), as long as
                  free memory holds ${RUN_MEMORY.smoke}, ${RUN_MEMORY.desk} or ${RUN_MEMORY.paper} GB a run (${
    TIERS.join(", ")
  });
                  one on a graphics processor
--checkpoint-every S
                  seconds between checkpoints of a run, 0 for one at each
                  step; by default 120, and more where they take long
--data-dir DIR    where the data sets are or go; by default the value of
                  GRADNOISE_DATA_DIR, else a cache folder of your own
--results DIR     where results go; by default "results" in the project
--summary FILE    append the outcome to FILE, in Markdown
--launcher here|slurm
                  where runs are done: here by default, or as tasks of a Slurm
                  job array; data and results must lie where the nodes see them
--partition NAME  of the tasks, as sbatch has it, and so are:
--time TIME       most time of a task; it may be started anew to go on
--gres LIST       such as gpu:1
--slurm OPTIONS   further options of sbatch, e.g. "--account=x --mem=8G"
--chunk N         runs of a task; 1 by default, or what makes 1000 tasks; --jobs
                  is then the most tasks at a time
--no-wait         leave the tasks to Slurm; the same command without it waits
--no-gate         do not compare with the recorded results
--json            print one JSON document on standard output and nothing else
--quiet           show no progress
--verbose         say which functions are traced, and for which shapes
--help            print this

Finished runs are kept in DIR/runs and not computed twice, but for those of
other code at tier smoke. An interrupted call goes on from there, and each run
from its checkpoint in DIR/checkpoints; Ctrl-C waits for the runs' next step,
and a second one does not.
DIR/results.csv holds every metric of every run, of each engine with the build,
the --threads and the --xla of the last call.

"list" shows suites with what they cost and the last verdicts in DIR, "show"
what one suite does, "completions" a script that makes a shell complete this.
"status" shows which runs in DIR are finished, running, failed or missing, from
its files: several calls and jobs may share DIR, and no run is done twice.
"locate" compares the runs that two results folders share, bit by bit, and
names the first update and the first tensor in which they differ (exit code 1).

Exit codes: 0 all well; 1 the gate failed; 2 wrong use or bad input; 3 a run
crashed or the disk is full; 130 interrupted, run the same command again to go
on.`;
