/**
 * Installations made up for tests: their libraries have the structure of real
 * ones, and nothing in them.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { join } from "node:path";
import { type Digest, digestOf } from "../../../core/checksum.ts";
import { LIBRARY_NAMES } from "./installation.ts";

type Arch = typeof Deno.build.arch;

/** A library for this system; its last byte belongs to something. */
export function tinyLibrary({ arch = Deno.build.arch } = {}): Uint8Array {
  return Deno.build.os === "darwin" ? tinyMachO({ arch }) : tinyElf({ arch });
}

/** An ELF library: header, one segment of 120 bytes, one section. */
export function tinyElf({ arch }: { arch: Arch }): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(184));
  view.setUint32(0, 0x7f454c46);
  view.setUint8(4, 2);
  view.setUint8(5, 1);
  view.setUint16(16, 3, true);
  view.setUint16(18, arch === "aarch64" ? 183 : 62, true);
  view.setBigUint64(32, 64n, true);
  view.setBigUint64(40, 120n, true);
  view.setUint16(54, 56, true);
  view.setUint16(56, 1, true);
  view.setUint16(58, 64, true);
  view.setUint16(60, 1, true);
  view.setBigUint64(64 + 32, 120n, true);
  return new Uint8Array(view.buffer);
}

/** A Mach-O library: header, one segment of 120 bytes, another command. */
export function tinyMachO({ arch }: { arch: Arch }): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(120));
  view.setUint32(0, 0xcffaedfe);
  view.setUint32(4, arch === "aarch64" ? 0x0100000c : 0x01000007, true);
  view.setUint32(12, 6, true);
  view.setUint32(16, 2, true);
  view.setUint32(20, 80, true);
  view.setUint32(32, 0x19, true);
  view.setUint32(36, 72, true);
  view.setBigUint64(32 + 48, 120n, true);
  view.setUint32(104, 0x1b, true);
  view.setUint32(108, 8, true);
  return new Uint8Array(view.buffer);
}

/** What {@linkcode makePackage} writes besides the libraries. */
export interface PackageOptions {
  readonly name?: string;
  readonly version?: string;
}

/**
 * Makes a folder of packages as pip does, with TensorFlow's in it. Returns the
 * folder of the libraries.
 */
export async function makePackage(
  packages: string,
  { name = "tensorflow_cpu", version = "2.21.0" }: PackageOptions = {},
): Promise<string> {
  const folder = join(packages, "tensorflow");
  await Deno.mkdir(folder, { recursive: true });
  const library = tinyLibrary();
  const lines = ["tensorflow/__init__.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQ,0"];
  for (const file of Object.values(LIBRARY_NAMES)) {
    await Deno.writeFile(join(folder, file), library);
    lines.push(recordLine(`tensorflow/${file}`, digestOf(library)));
  }
  await writeMetadata(packages, { name, version, lines });
  return folder;
}

/** Writes what pip notes about a package. */
export async function writeMetadata(
  packages: string,
  { name, version, lines }: {
    name: string;
    version: string;
    lines: readonly string[];
  },
): Promise<void> {
  const info = join(packages, `${name}-${version}.dist-info`);
  await Deno.mkdir(info);
  await Deno.writeTextFile(
    join(info, "METADATA"),
    `Metadata-Version: 2.4\nName: ${name}\nVersion: ${version}\n\nAbout.\n`,
  );
  await Deno.writeTextFile(join(info, "RECORD"), `${lines.join("\n")}\n`);
}

/** The line of a `RECORD` for a file. */
export function recordLine(path: string, { bytes, sha256 }: Digest): string {
  const hash = Buffer.from(sha256, "hex").toString("base64url");
  return `${path},sha256=${hash},${bytes}`;
}
