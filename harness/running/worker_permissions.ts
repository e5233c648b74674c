import { fileURLToPath } from "node:url";
import type { WorkerNeeds } from "../host/engine_setup.ts";
import type { OwnMethod } from "../own_method/own_method.ts";
import { CHECKPOINTS } from "../records/checkpoint_folder.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/** What a worker process is allowed, as arguments of Deno. */
export function workerPermissions(
  { readable, permissions }: Pick<WorkerNeeds, "readable" | "permissions">,
  { dataDir, checkpoints = false, method }: {
    dataDir?: string | undefined;
    checkpoints?: boolean;
    method?: Pick<OwnMethod, "files"> | undefined;
  } = {},
): string[] {
  // Below the folder that it is started in, whose own path may have a comma:
  // that separates paths here, so one that has a comma cannot be named.
  const writable = checkpoints ? [CHECKPOINTS] : [];
  const folders = [
    ...[PROJECT, ...readable, ...writable],
    ...dataDir === undefined ? [] : [dataDir],
    ...method?.files ?? [],
  ];
  return [
    pathPermission("read", folders),
    ...writable.map((folder) => `--allow-write=${folder}`),
    "--allow-sys=cpus",
    ...permissions,
  ];
}

/** Leave to read or write in folders, as an argument of Deno. */
export function pathPermission(
  kind: "read" | "write",
  folders: readonly string[],
): string {
  // A comma separates paths here, so one that has a comma cannot be named.
  return folders.some((folder) => folder.includes(","))
    ? `--allow-${kind}`
    : `--allow-${kind}=${folders.join()}`;
}
