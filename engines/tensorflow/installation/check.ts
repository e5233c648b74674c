import { basename } from "node:path";
import { UsageError } from "../../../core/usage_error.ts";
import type { TensorflowInstallation } from "./installation.ts";
import { processorFault } from "./processor.ts";
import { libraryFault } from "./shared_library.ts";
import { checkVersion, REMEDY } from "./version.ts";
import { provenanceOf } from "./wheel.ts";

/**
 * Checks that an installation can be loaded, as far as can be seen without
 * reading all of it: this processor's instructions, version, and for each
 * library the structure, the processor that it is for, and the size that its
 * package noted.
 *
 * @param options.cpuInfo What Linux says about the processors.
 * @throws {UsageError} if not.
 */
export function checkInstallation(
  { folder, framework, cc, version, source }: TensorflowInstallation,
  { cpuInfo }: { cpuInfo?: string } = {},
): void {
  const where = `${folder} (${source})`;
  const lack = processorFault(cpuInfo);
  if (lack !== undefined) {
    throw new UsageError(
      `Cannot use TensorFlow in ${where}: ${lack}. Use another engine`,
    );
  }
  if (version !== undefined) checkVersion(version, where);
  for (const path of [framework, cc]) {
    const fault = libraryFault(path) ?? sizeFault(path);
    if (fault === undefined) continue;
    throw new UsageError(
      `Cannot use TensorFlow in ${where}: ${
        basename(path)
      } ${fault}. ${REMEDY}`,
    );
  }
}

function sizeFault(path: string): string | undefined {
  const expected = provenanceOf(path)?.digest.bytes;
  const found = Deno.statSync(path).size;
  return expected === undefined || expected === found
    ? undefined
    : `has ${found} bytes, and had ${expected} when it was installed`;
}
