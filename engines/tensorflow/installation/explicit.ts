import { basename, dirname } from "node:path";
import { UsageError } from "../../../core/usage_error.ts";
import { userPath } from "../../../core/user_path.ts";
import {
  installationBelow,
  installationIn,
  LIBRARY_NAMES,
  type TensorflowInstallation,
} from "./installation.ts";
import { isFile } from "./present.ts";

/** The variable that names the installation to use. */
export const VARIABLE = "GRADNOISE_TENSORFLOW";

/**
 * The installation that `GRADNOISE_TENSORFLOW` names: a folder with the
 * libraries, one with the package, a Python environment, or `libtensorflow_cc`
 * itself. A relative path is meant from where the user is.
 *
 * @throws {UsageError} if the libraries are not there.
 */
export function explicitInstallation(value: string): TensorflowInstallation {
  const path = userPath(value);
  const cc = basename(path);
  const installation = isFile(path) && cc.startsWith("libtensorflow_cc")
    ? installationIn(dirname(path), {
      source: VARIABLE,
      names: { ...LIBRARY_NAMES, cc },
    })
    : installationBelow(path, { source: VARIABLE });
  if (installation !== undefined) return installation;
  throw new UsageError(
    `Cannot use ${VARIABLE}=${value}: found no ${LIBRARY_NAMES.cc} ` +
      `beside ${LIBRARY_NAMES.framework} in ` +
      `${path}, nor in its tensorflow, lib or ` +
      "lib/python3*/site-packages/tensorflow. Name a folder that has them, or " +
      `unset ${VARIABLE}`,
  );
}
