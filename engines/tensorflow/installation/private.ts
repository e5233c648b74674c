/**
 * Where `deno task setup:tensorflow` puts TensorFlow.
 *
 * @module
 */
import { join } from "node:path";
import { installationIn, type TensorflowInstallation } from "./installation.ts";

/**
 * The folder that the setup works in; its own, and shared by all checkouts.
 *
 * @throws {UsageError} if the user has no home folder.
 */
export async function privateRoot(): Promise<string> {
  // Not at the top: it needs leave to look for the user's folders, which a
  // process that uses another installation need not have.
  const { cacheFolder } = await import("../../../core/cache_folder.ts");
  return join(cacheFolder(), "tensorflow");
}

/** The folder of the packages in a root. */
export function packagesIn(root: string): string {
  return join(root, "installed");
}

/** The installation in a root; undefined if there is none. */
export function privateInstallation(
  root: string,
): TensorflowInstallation | undefined {
  return installationIn(join(packagesIn(root), "tensorflow"), {
    source: "deno task setup:tensorflow",
  });
}
