/**
 * A stand-in for Slurm, for tests: `sbatch` and `squeue` as shell scripts that
 * run the tasks of a job array at once, in the environment that they were
 * submitted with.
 *
 * @module
 */
import { basename, delimiter, join } from "node:path";

/** Where the stand-in lies. */
export interface FakeSlurm {
  /** The folder that goes on PATH. */
  readonly folder: string;
  /** What `sbatch` was called with, an argument a line, call by call. */
  calls(): string[][];
  /** Makes `sbatch` refuse jobs with this message. */
  refuse(message: string): void;
  /** Makes `squeue` fail so. */
  silence(message: string): void;
  /** Makes tasks wait until they are let go. */
  hold(): void;
  /** Lets tasks go. */
  release(): void;
  /** Kills a task that runs; starts it anew if it is to be requeued. */
  kill(task: string, options: { requeue: boolean }): void;
  /** Kills a task, or all of them. */
  cancel(task?: string): void;
}

/** Does a task, again if it is requeued: FOLDER JOB TASK LOG SCRIPT. */
const TASK = `
state=$1/tasks/$2_$3
while [ -e "$1/held" ] && [ -e "$state" ]; do sleep 0.05; done
while [ -e "$state" ]; do
  SLURM_ARRAY_JOB_ID=$2 SLURM_ARRAY_TASK_ID=$3 sh "$5" >>"$4" 2>&1 &
  echo "$!" >"$state.pid"
  wait
  [ -e "$state.requeue" ] || rm -f "$state"
  rm -f "$state.pid" "$state.requeue"
done
`;

const SBATCH = `#!/bin/sh
here=$(dirname "$0")
for word; do printf '%s\\n' "$word"; done >>"$here/calls"
printf '\\f\\n' >>"$here/calls"
if [ -e "$here/refusal" ]; then
  sed 's/^/sbatch: error: /' "$here/refusal" >&2
  exit 1
fi
job=$(($(cat "$here/jobs") + 1))
echo "$job" >"$here/jobs"
for word; do
  case $word in
    --array=*) last=\${word#--array=0-}; last=\${last%%\\%*} ;;
    --output=*) output=$(printf '%s' "\${word#--output=}" | sed 's/%%/%/g') ;;
    --job-name=*) name=\${word#--job-name=} ;;
    *) script=$word ;;
  esac
done
cp "$script" "$here/script.$job"
task=0
while [ "$task" -le "$last" ]; do
  echo "$name" >"$here/tasks/\${job}_$task"
  log=$(dirname "$output")/$task.log
  sh "$here/task" "$here" "$job" "$task" "$log" "$here/script.$job" \\
    </dev/null >/dev/null 2>&1 &
  task=$((task + 1))
done
echo "$job"
`;

const SQUEUE = `#!/bin/sh
here=$(dirname "$0")
if [ -e "$here/silence" ]; then cat "$here/silence" >&2; exit 1; fi
for word; do
  case $word in --name=*) names=,\${word#--name=}, ;; esac
done
for state in "$here"/tasks/*_*; do
  case $state in *.*) continue ;; esac
  name=$(cat "$state" 2>/dev/null) || continue
  case $names in *,$name,*) ;; *) continue ;; esac
  if [ -e "$here/held" ]; then echo "$name|\${state##*_}|PENDING|Resources"
  else echo "$name|\${state##*_}|RUNNING|None"; fi
done
`;

/** How names of folders with a stand-in begin. */
const PREFIX = "gradnoise-fake-slurm-";

/**
 * PATH without stand-ins, which tests that run at the same time in this process
 * may have put there.
 */
export function pathWithoutFakes(): string {
  return Deno.env.get("PATH")!.split(delimiter)
    .filter((folder) => !basename(folder).startsWith(PREFIX)).join(delimiter);
}

/** Leaves the stand-in in a new folder below `parent`. */
export async function fakeSlurm(parent: string): Promise<FakeSlurm> {
  const folder = await Deno.makeTempDir({ dir: parent, prefix: PREFIX });
  const at = (name: string) => join(folder, name);
  await Deno.mkdir(at("tasks"));
  await Deno.writeTextFile(at("jobs"), "0");
  await Deno.writeTextFile(at("task"), TASK);
  for (
    const [name, text] of [["sbatch", SBATCH], ["squeue", SQUEUE]] as const
  ) {
    await Deno.writeTextFile(at(name), text, { mode: 0o755 });
  }
  const pidOf = (task: string) =>
    Number(Deno.readTextFileSync(at(`tasks/${task}.pid`)));
  return {
    folder,
    calls: () =>
      Deno.readTextFileSync(at("calls")).split("\f\n").slice(0, -1)
        .map((call) => call.trimEnd().split("\n")),
    refuse: (message) => Deno.writeTextFileSync(at("refusal"), `${message}\n`),
    silence: (message) => Deno.writeTextFileSync(at("silence"), `${message}\n`),
    hold: () => Deno.writeTextFileSync(at("held"), ""),
    release: () => Deno.removeSync(at("held")),
    kill: (task, { requeue }) => {
      if (requeue) Deno.writeTextFileSync(at(`tasks/${task}.requeue`), "");
      Deno.kill(pidOf(task), "SIGKILL");
    },
    cancel: (only) => {
      const names = [...Deno.readDirSync(at("tasks"))].map(({ name }) => name);
      const tasks = only === undefined
        ? names.filter((name) => !name.includes("."))
        : [only];
      for (const task of tasks) {
        Deno.removeSync(at(`tasks/${task}`));
        if (names.includes(`${task}.pid`)) killIfThere(pidOf(task));
      }
    },
  };
}

function killIfThere(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch (error) {
    // It has just ended by itself.
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
