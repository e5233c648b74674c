import { homedir } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { CACHE_FOLDER_VARIABLES } from "../../core/cache_folder.ts";
import { TENSORFLOW_VARIABLES } from "../../engines/tensorflow/installation/find.ts";
import type { WorkerNeeds } from "../host/engine_setup.ts";
import { quoted } from "../quoted.ts";
import { pathPermission } from "../running/worker_permissions.ts";
import { resultsOf } from "./submission.ts";

/** Where any system has its programs. */
const SYSTEM_PATH = ["/usr/local/bin", "/usr/bin", "/bin"];
const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/** The environment variables that a task reads. */
const TASK_VARIABLES = [
  "SLURM_ARRAY_JOB_ID",
  "SLURM_ARRAY_TASK_ID",
  "SLURM_CPUS_PER_TASK",
] as const;

/** What a job script is made of. */
export interface JobScriptOptions {
  /** The folder of the job array. */
  readonly folder: string;
  readonly dataDir: string;
  /** What the engine's workers need. */
  readonly needs: WorkerNeeds;
}

/**
 * The script that is a task of a job array. It has no options of `sbatch`: the
 * environment would win over them.
 */
export function jobScript(
  { folder, dataDir, needs }: JobScriptOptions,
): string {
  const results = resultsOf(folder);
  const variables = [
    ...["INIT_CWD", ...TASK_VARIABLES],
    ...CACHE_FOLDER_VARIABLES,
    ...TENSORFLOW_VARIABLES,
  ];
  const environment = {
    PATH: [dirname(Deno.execPath()), ...SYSTEM_PATH].join(":"),
    HOME: homedir(),
    ...needs.environment,
  };
  const command = [
    ...["deno", "run", "--quiet", "--no-prompt", "--cached-only"],
    pathPermission("read", [PROJECT, results, dataDir, ...needs.readable]),
    pathPermission("write", [results]),
    "--allow-run=deno",
    "--allow-sys=homedir,hostname,systemMemoryInfo",
    `--allow-env=${variables.join()}`,
    fileURLToPath(new URL("task_main.ts", import.meta.url)),
    folder,
  ];
  return [
    "#!/bin/sh",
    "# A task of a job array of Gradnoise: it does the runs of its chunk.",
    ...Object.entries(environment).map(([name, value]) =>
      `export ${name}=${word(value)}`
    ),
    `cd ${word(PROJECT)} && exec ${command.map(word).join(" ")}`,
    "",
  ].join("\n");
}

/** A word of a shell's command, for people to read as well. */
function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : quoted(text);
}
