/**
 * An installation of TensorFlow: a folder that holds its two libraries.
 *
 * @module
 */
import { join } from "node:path";
import { isFile, namesIn } from "./present.ts";
import { provenanceOf } from "./wheel.ts";

/** Where the two libraries of an installation are. */
export interface TensorflowInstallation {
  /** The folder of the libraries. */
  readonly folder: string;
  /** Path of `libtensorflow_framework`. */
  readonly framework: string;
  /** Path of `libtensorflow_cc`. */
  readonly cc: string;
  /** As the package says; undefined for libraries without their package. */
  readonly version: string | undefined;
  /** How it was found, e.g. "GRADNOISE_TENSORFLOW". */
  readonly source: string;
}

/** What the libraries are called on this system. */
export const LIBRARY_NAMES: Readonly<Record<"framework" | "cc", string>> =
  Deno.build.os === "darwin"
    ? {
      framework: "libtensorflow_framework.2.dylib",
      cc: "libtensorflow_cc.2.dylib",
    }
    : {
      framework: "libtensorflow_framework.so.2",
      cc: "libtensorflow_cc.so.2",
    };

/** "TensorFlow" with its version, where that is known. */
export function nameOf({ version }: TensorflowInstallation): string {
  return version === undefined ? "TensorFlow" : `TensorFlow ${version}`;
}

/** The installation in `folder`; undefined where a library is missing. */
export function installationIn(
  folder: string,
  { source, names = LIBRARY_NAMES }: {
    source: string;
    names?: typeof LIBRARY_NAMES;
  },
): TensorflowInstallation | undefined {
  const framework = join(folder, names.framework);
  const cc = join(folder, names.cc);
  if (!isFile(framework) || !isFile(cc)) return undefined;
  return { folder, framework, cc, version: provenanceOf(cc)?.version, source };
}

/**
 * The installation at or below a folder that a person named: the folder of the
 * libraries, one that holds the package, or a Python environment.
 */
export function installationBelow(
  path: string,
  { source }: { source: string },
): TensorflowInstallation | undefined {
  for (const folder of foldersBelow(path)) {
    const installation = installationIn(folder, { source });
    if (installation !== undefined) return installation;
  }
  return undefined;
}

function* foldersBelow(path: string): Generator<string> {
  yield path;
  yield join(path, "tensorflow");
  for (const lib of [join(path, "lib"), join(path, "lib64")]) {
    // Conda keeps the libraries here, pip in the package.
    yield lib;
    for (const python of namesIn(lib)) {
      if (!python.startsWith("python3")) continue;
      yield join(lib, python, "site-packages", "tensorflow");
    }
  }
}
