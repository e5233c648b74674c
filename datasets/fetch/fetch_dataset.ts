import { join } from "node:path";
import { differenceOf } from "../../core/checksum.ts";
import { UsageError } from "../../core/usage_error.ts";
import { digestIfPresent } from "../digest_if_present.ts";
import {
  download,
  type DownloadOptions,
  type Purpose,
  SourcesError,
} from "./download.ts";
import { removeParts } from "./part_file.ts";
import { type Reporter, sizeText } from "./progress.ts";
import {
  addressesOf,
  type DatasetSource,
  folderOf,
  type MirrorOption,
  type SourceArchive,
  type SourceFile,
} from "../source.ts";
import { unpack } from "./unpack.ts";

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
 * Puts the files of `source` into their folder in `dataDir`: those that are
 * missing, and those that are damaged in place of what is there. What earlier
 * transfers have left of them is then removed.
 *
 * @throws {UsageError} if no address gives a file, or the folder cannot be
 * written.
 * @throws {Breakdown} if the disk is full.
 * @throws the reason of `signal`, if it aborts.
 */
export async function fetchDataset(
  source: DatasetSource,
  { dataDir, mirror, reporter, ...options }: FetchOptions,
): Promise<void> {
  const folder = join(dataDir, folderOf(source));
  const { archive } = source;
  const wanted = await wantedFiles(source, { folder, reporter });
  const downloads: Download[] = archive === undefined || wanted.length === 0
    ? wanted.map((file, i) => ({
      file,
      missing: namesOf(wanted.slice(i)),
    }))
    : [{
      file: archive,
      purpose: unpacking(wanted, { archive, folder, reporter }),
      missing: `the files of ${archive.name}`,
    }];
  const { silentHosts = new Set() } = options;
  for (const { file, purpose, missing } of downloads) {
    const label = `${source.name}/${file.name}`;
    reporter.say(`${label}: fetching ${sizeText(file.bytes)}`);
    try {
      await download(file, {
        ...options,
        silentHosts,
        purpose,
        path: join(folder, file.name),
        addresses: addressesOf(source, { mirror }),
        onProgress: reporter.transfer(label, file),
        onNote: (note) => reporter.say(note),
      });
    } catch (error) {
      throw error instanceof SourcesError
        ? withRemedy(error, { folder, missing })
        : error;
    } finally {
      reporter.clear();
    }
    reporter.say(`${label}: complete, sha256 verified`);
  }
  const names = [...source.files, ...archive === undefined ? [] : [archive]]
    .map(({ name }) => name);
  await removeParts(folder, names);
  sayWhatIsThere(source, { folder, fetched: wanted.length, reporter });
}

/** A file to fetch, and which files are missing without it. */
interface Download {
  readonly file: SourceFile;
  readonly purpose?: Purpose;
  readonly missing: string;
}

/** The files of `source` that are not in `folder`, or damaged there. */
async function wantedFiles(
  { files }: DatasetSource,
  { folder, reporter }: { folder: string; reporter: Reporter },
): Promise<SourceFile[]> {
  const wanted: SourceFile[] = [];
  for (const file of files) {
    const path = join(folder, file.name);
    const found = await digestIfPresent(path);
    const difference = found && differenceOf(found, file);
    if (found === undefined || difference !== undefined) wanted.push(file);
    if (difference !== undefined) {
      reporter.say(`${path} is damaged and will be replaced: ${difference}`);
    }
  }
  return wanted;
}

function sayWhatIsThere(
  { title, files, licence, citation, homepage }: DatasetSource,
  { folder, fetched, reporter }: {
    folder: string;
    fetched: number;
    reporter: Reporter;
  },
): void {
  const how = fetched > 0 ? `${fetched} fetched` : "all here";
  reporter.say(
    `${title}: ${files.length} files in ${folder}, ${how}, sha256 verified`,
  );
  reporter.say(`  Licence: ${licence}`);
  reporter.say(`  Source: ${citation}, ${homepage}`);
}

/** An archive is there for the `files` in it, and is not kept. */
function unpacking(
  files: readonly SourceFile[],
  { archive: { name }, folder, reporter }: {
    archive: SourceArchive;
    folder: string;
    reporter: Reporter;
  },
): Purpose {
  return {
    isDone: async () => {
      const found = await Promise.all(
        files.map((file) => digestIfPresent(join(folder, file.name))),
      );
      return files.every((file, i) => found[i]?.sha256 === file.sha256);
    },
    finish: async (part) => {
      reporter.clear();
      reporter.say(`unpacking ${namesOf(files)}`);
      await unpack(await part.content(), { name, folder, files });
      await part.reset();
    },
  };
}

function namesOf(files: readonly SourceFile[]): string {
  return files.map(({ name }) => name).join(", ");
}

function withRemedy(
  error: SourcesError,
  { folder, missing }: { folder: string; missing: string },
): UsageError {
  return new UsageError(
    `${error.message}. Run this again once there is a network, or put ` +
      `${missing} into ${folder} by hand, or set GRADNOISE_DATA_DIR to a data ` +
      "directory that has them",
    { cause: error },
  );
}
