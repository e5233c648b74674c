import { constants } from "node:os";

/**
 * The system's name of an error that it gave, such as "ENOSPC"; undefined for
 * any other error.
 *
 * Deno names most of them in `code`. Of others, such as a full quota or a file
 * system without locks, it has the number at the end of the message alone.
 */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as { code?: unknown };
  if (typeof code === "string") return code;
  // Windows has numbers of its own.
  if (Deno.build.os === "windows") return undefined;
  const number = Number(/\(os error (\d+)\)/.exec(error.message)?.[1]);
  return Object.entries(constants.errno)
    .find(([, each]) => each === number)?.[0];
}

/** Whether an error says that the disk, or the user's share of it, is full. */
export function isFullDisk(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT"].includes(systemCode(error) ?? "");
}
