/**
 * The packages of an installation: fetching them, verifying them, and keeping
 * what is needed of them.
 *
 * @module
 */
import { basename, join } from "node:path";
import { differenceOf, digestOfFile } from "../../../core/checksum.ts";
import { Breakdown } from "../../../core/exit_code.ts";
import { LIBRARY_NAMES } from "../installation/installation.ts";
import { isFile, namesIn } from "../installation/present.ts";
import { PINNED_VERSION } from "../installation/version.ts";
import { digestsIn, wheelsIn } from "../installation/wheel.ts";
import { type PipOptions, runPip } from "./pip.ts";
import { packageOf, type Variant } from "./variant.ts";

/** Names of shared libraries. */
const LIBRARY = /\.(so(\.[\d.]+)?|dylib)$/;

/** What stays of the folder `tensorflow`. */
const KEPT = [...Object.values(LIBRARY_NAMES), "THIRD_PARTY_NOTICES.txt"];

/**
 * Fetches the packages of a build into the folder `options.target`.
 *
 * @throws {UsageError | Breakdown} if pip cannot do it.
 */
export async function fetchPackages(
  variant: Variant,
  options: PipOptions,
): Promise<void> {
  await runPip([`${packageOf(variant)}==${PINNED_VERSION}`], options);
  if (variant !== "cuda") return;
  // TensorFlow's extra for CUDA, without what Python alone would need.
  const [wheel] = wheelsIn(options.target);
  await runPip(cudaRequirements(wheel?.metadata ?? ""), options);
}

/** What a package's `METADATA` requires for CUDA, e.g. `nvidia-x<13,>=12`. */
export function cudaRequirements(metadata: string): string[] {
  const lines = metadata.matchAll(
    /^Requires-Dist: *([^;\n]+?) *; *extra == "and-cuda"$/gm,
  );
  return [...lines].map(([, requirement = ""]) => requirement);
}

/**
 * Compares each shared library with the digest that its package lists.
 *
 * @throws {Breakdown} for the first that differs or is missing.
 * @throws the reason of `signal`, if it aborts.
 */
export async function verifyLibraries(
  folder: string,
  { signal }: { signal: AbortSignal },
): Promise<void> {
  for (const { record } of wheelsIn(folder)) {
    for (const { path, digest } of digestsIn(record)) {
      if (!LIBRARY.test(path)) continue;
      signal.throwIfAborted();
      const file = join(folder, path);
      const fault = isFile(file)
        ? differenceOf(await digestOfFile(file), digest)
        : "is missing";
      if (fault === undefined) continue;
      throw new Breakdown(
        `Cannot use what pip installed: ${basename(path)}: ${fault}`,
      );
    }
  }
}

/** Removes all but the libraries, their licences and what pip noted. */
export async function keepLibraries(folder: string): Promise<void> {
  const remove = (path: string) => Deno.remove(path, { recursive: true });
  for (const name of namesIn(folder)) {
    if (/^(tensorflow|nvidia|.*\.dist-info)$/.test(name)) continue;
    await remove(join(folder, name));
  }
  const tensorflow = join(folder, "tensorflow");
  for (const name of namesIn(tensorflow)) {
    if (!KEPT.includes(name)) await remove(join(tensorflow, name));
  }
}
