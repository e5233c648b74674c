import { join } from "node:path";
import { differenceOf } from "../../core/checksum.ts";
import { UsageError } from "../../core/usage_error.ts";
import { digestIfPresent } from "../digest_if_present.ts";
import { download, type DownloadOptions, SourcesError } from "./download.ts";
import { type Reporter, sizeText } from "./progress.ts";
import {
  addressesOf,
  type DatasetSource,
  type MirrorOption,
  type SourceFile,
} from "../source.ts";

/** Options of {@linkcode fetchDataset}. */
export interface FetchOptions
  extends
    MirrorOption,
    Omit<DownloadOptions, "addresses" | "onProgress" | "onNote"> {
  /** The folder that holds a folder per data set. */
  readonly dataDir: string;
  /** Tells the user how it goes. */
  readonly reporter: Reporter;
}

/**
 * Puts the files of `source` into `<dataDir>/<name>`: those that are missing,
 * and those that are damaged in place of what is there.
 *
 * @throws {UsageError} if no address gives a file, the folder cannot be
 * written, or the disk is full.
 * @throws the reason of `signal`, if it aborts.
 */
export async function fetchDataset(
  source: DatasetSource,
  { dataDir, mirror, reporter, ...options }: FetchOptions,
): Promise<void> {
  const folder = join(dataDir, source.name);
  const addresses = addressesOf(source, { mirror });
  const wanted: SourceFile[] = [];
  for (const file of source.files) {
    const path = join(folder, file.name);
    const found = await digestIfPresent(path);
    const difference = found && differenceOf(found, file);
    if (found === undefined || difference !== undefined) wanted.push(file);
    if (difference !== undefined) {
      reporter.say(`${path} is damaged and will be replaced: ${difference}`);
    }
  }
  for (const [i, file] of wanted.entries()) {
    const label = `${source.name}/${file.name}`;
    reporter.say(`${label}: fetching ${sizeText(file.bytes)}`);
    try {
      await download(file, {
        ...options,
        path: join(folder, file.name),
        addresses,
        onProgress: reporter.transfer(label, file),
        onNote: (note) => reporter.say(note),
      });
    } catch (error) {
      throw error instanceof SourcesError
        ? withRemedy(error, { folder, files: wanted.slice(i) })
        : error;
    } finally {
      reporter.clear();
    }
    reporter.say(`${label}: complete, sha256 verified`);
  }
  const fetched = wanted.length > 0 ? `${wanted.length} fetched` : "all here";
  reporter.say(
    `${source.title}: ${source.files.length} files in ${folder}, ${fetched}, ` +
      "sha256 verified",
  );
  reporter.say(`  Licence: ${source.licence}`);
  reporter.say(`  Source: ${source.citation}, ${source.homepage}`);
}

function withRemedy(
  error: SourcesError,
  { folder, files }: { folder: string; files: readonly SourceFile[] },
): UsageError {
  const names = files.map(({ name }) => name).join(", ");
  return new UsageError(
    `${error.message}. Run this again once there is a network, or put ` +
      `${names} into ${folder} by hand, or set GRADNOISE_DATA_DIR to a data ` +
      "directory that has them",
    { cause: error },
  );
}
