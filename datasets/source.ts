/**
 * The data sheet of a data set that is fetched: what it is, under which
 * licence, which files it has and where its authors publish them.
 *
 * @module
 */
import { type Digest, digestOf } from "../core/checksum.ts";
import type { Dataset } from "../core/dataset.ts";
import { UsageError } from "../core/usage_error.ts";

/** One published file: its name and the digest of its stored bytes. */
export interface SourceFile extends Digest {
  /** Name in the folder of the data set and at every address. */
  readonly name: string;
}

/** An archive that authors publish several files in. */
export interface SourceArchive extends SourceFile {
  /** The folder that it unpacks to, which the data directory then has. */
  readonly folder: string;
}

/** A data set that is fetched. */
export interface DatasetSource {
  /** Name on the command line, and of its folder at a mirror. */
  readonly name: string;
  /** Name in prose. */
  readonly title: string;
  /** Licence and copyright. */
  readonly licence: string;
  /** Page of the authors. */
  readonly homepage: string;
  /** The publication to cite. */
  readonly citation: string;
  /** Folders on the web that hold the files, the preferred one first. */
  readonly addresses: readonly string[];
  /** Its files, as they lie in the data directory. */
  readonly files: readonly SourceFile[];
  /** The gzipped tar archive of the files; absent: each is published itself. */
  readonly archive?: SourceArchive;
  /** Height, width and channels of an image. */
  readonly imageShape: readonly [number, number, number];
  /** Number of classes. */
  readonly classes: number;
}

/** A data set that is fetched, with the function that reads its files. */
export interface LoadableSource extends DatasetSource {
  /**
   * Reads and verifies the files in `dataDir`; needs no network.
   *
   * @throws {UsageError} if a file is missing, damaged or no such data.
   */
  readonly load: (dataDir: string) => Promise<Dataset>;
}

/** Name of the folder in the data directory that holds the files. */
export function folderOf({ name, archive }: DatasetSource): string {
  return archive?.folder ?? name;
}

/**
 * Hex sha256 that identifies the data: that of the listing which `sha256sum *`
 * prints in a folder with the files of the data set.
 */
export function checksumOf({ files }: Pick<DatasetSource, "files">): string {
  const lines = files.map(({ name, sha256 }) => ({ name, sha256 }))
    .sort((a, b) => a.name < b.name ? -1 : 1)
    .map(({ name, sha256 }) => `${sha256}  ${name}\n`);
  return digestOf(lines.join("")).sha256;
}

/** A mirror and its data sets, as {@linkcode hostsOf} and others take it. */
export interface MirrorOption {
  /** Address that holds a folder per data set and is tried first. */
  readonly mirror?: string | undefined;
}

/**
 * Where the files of `source` are, the preferred folder first, each address
 * ending in a slash.
 *
 * @throws {UsageError} if `mirror` is no http or https address.
 */
export function addressesOf(
  source: DatasetSource,
  { mirror }: MirrorOption = {},
): string[] {
  if (mirror === undefined) return [...source.addresses];
  const { protocol } = URL.parse(mirror) ?? { protocol: "" };
  if (protocol !== "http:" && protocol !== "https:") {
    throw new UsageError(
      `Cannot use the mirror "${mirror}": it must be an http or https address`,
    );
  }
  return [`${mirror.replace(/\/*$/, "")}/${source.name}/`, ...source.addresses];
}

/** The hosts that {@linkcode addressesOf} names, with their ports. */
export function hostsOf(
  sources: readonly DatasetSource[],
  options: MirrorOption = {},
): string[] {
  const hosts = sources.flatMap((source) =>
    addressesOf(source, options).map((address) => new URL(address).host)
  );
  return [...new Set(hosts)];
}
