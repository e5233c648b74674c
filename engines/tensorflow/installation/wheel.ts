/**
 * What pip noted about the packages that it installed: version, and the size
 * and sha256 of each file.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { basename, dirname, join } from "node:path";
import type { Digest } from "../../../core/checksum.ts";
import { ifPresent, namesIn } from "./present.ts";

/** An installed package. */
export interface Wheel {
  /** The text of its `METADATA`. */
  readonly metadata: string;
  /** The text of its `RECORD`, whose paths start at the packages' folder. */
  readonly record: string;
}

/** What pip noted about a file when it was installed. */
export interface Provenance {
  /** Name of its package; undefined if the package does not say it. */
  readonly name: string | undefined;
  /** Version of its package, likewise. */
  readonly version: string | undefined;
  readonly digest: Digest;
}

/**
 * Where the library at `path`, e.g. `…/tensorflow/libtensorflow_cc.so.2`, is
 * from; undefined if no package of TensorFlow beside its folder has it.
 */
export function provenanceOf(path: string): Provenance | undefined {
  const recorded = `${basename(dirname(path))}/${basename(path)}`;
  for (const wheel of wheelsIn(dirname(dirname(path)), /tensorflow|^tf_/i)) {
    const digest = digestIn(wheel.record, recorded);
    if (digest === undefined) continue;
    const field = (name: string) =>
      new RegExp(`^${name}: *(\\S+)`, "m").exec(wheel.metadata)?.[1];
    return { name: field("Name"), version: field("Version"), digest };
  }
  return undefined;
}

/** The packages in a folder whose names match. */
export function wheelsIn(folder: string, name = /^/): Wheel[] {
  return namesIn(folder)
    .filter((entry) => entry.endsWith(".dist-info") && name.test(entry))
    .map((entry) => {
      const text = (file: string) =>
        ifPresent(() => Deno.readTextFileSync(join(folder, entry, file))) ?? "";
      return { metadata: text("METADATA"), record: text("RECORD") };
    });
}

/** The files of a `RECORD` that have a digest there, and no comma. */
export function* digestsIn(
  record: string,
): Generator<{ path: string; digest: Digest }> {
  const lines = record.matchAll(/^([^",\n]+),sha256=([\w-]+)=*,(\d+)\r?$/gm);
  for (const [, path = "", hash = "", bytes] of lines) {
    const sha256 = Buffer.from(hash, "base64url").toString("hex");
    yield { path, digest: { bytes: Number(bytes), sha256 } };
  }
}

function digestIn(record: string, path: string): Digest | undefined {
  // Going through all 15 thousand lines takes longer than anything else that
  // finding the library needs.
  const start = `\n${record}`.indexOf(`\n${path},`);
  if (start < 0) return undefined;
  const [line = ""] = record.slice(start).split("\n", 1);
  return digestsIn(line).next().value?.digest;
}
