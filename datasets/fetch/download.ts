/**
 * Fetching one file: from the first address that has it, resuming a broken
 * transfer, verified before it takes its place.
 *
 * @module
 */
import { differenceOf } from "../../core/checksum.ts";
import { UsageError } from "../../core/usage_error.ts";
import { digestIfPresent } from "../digest_if_present.ts";
import { openPartFile, type PartFile } from "./part_file.ts";
import { pause } from "../../core/pause.ts";
import type { SourceFile } from "../source.ts";
import { transfer, TransferError } from "./transfer.ts";

/** No address has given the file; the message says each one's reason. */
export class SourcesError extends UsageError {
  /** Name of the class. */
  override name = "SourcesError";
}

/** Options of {@linkcode download}. */
export interface DownloadOptions {
  /** The folders on the web that have the file, each ending in a slash. */
  readonly addresses: readonly string[];
  /** Hosts that have not answered: they are tried last, and added here. */
  readonly silentHosts?: Set<string>;
  /** Stops the download; what has arrived is kept for the next call. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes so far, which go back where a server starts over. */
  readonly onProgress?: (bytesSoFar: number) => void;
  /** Called with what the user may want to know. */
  readonly onNote?: (note: string) => void;
  /** Attempts per address. */
  readonly attempts?: number;
  /** Wait before the second attempt, doubled before each further one. */
  readonly backoffMs?: number;
  /** Longest wait for the next bytes. */
  readonly idleTimeoutMs?: number;
}

/** What becomes of a file; by default it is put at its path. */
export interface Purpose {
  /** Whether that has been done, perhaps by another process. */
  readonly isDone: () => Promise<boolean>;
  /** Does it with the whole, verified file. */
  readonly finish: (part: PartFile) => Promise<void>;
}

/**
 * Puts `file` at `path`, or leaves there what is there; or does with it what
 * `purpose` says.
 *
 * What arrives is kept in `<path>.part`, from where the next call, in whatever
 * process, goes on. A file with a wrong sha256 is not kept.
 *
 * @throws {SourcesError} if no address gives the file.
 * @throws {UsageError} if the folder cannot be written.
 * @throws {Breakdown} if the disk is full.
 * @throws the reason of `signal`, if it aborts.
 */
export async function download(
  file: SourceFile,
  options: DownloadOptions & { path: string; purpose?: Purpose | undefined },
): Promise<void> {
  const { path, addresses, signal, onNote } = options;
  const { silentHosts = new Set() } = options;
  const { isDone, finish } = options.purpose ?? placing(file, { path });
  using part = await openPartFile(path, {
    signal,
    onWait: () => onNote?.("another process fetches into this folder: waiting"),
  });
  // It may be there since another process has had its turn.
  if (await isDone()) return await part.reset();
  const failures: string[] = [];
  for (const address of silentLast(addresses, silentHosts)) {
    const url = address + file.name;
    if (failures.length > 0) {
      onNote?.(`${failures.at(-1)}; trying ${shown(url)}`);
    }
    try {
      await downloadFrom(url, { ...options, file, part });
      return await finish(part);
    } catch (error) {
      if (!(error instanceof TransferError)) throw error;
      if (!error.answered) silentHosts.add(new URL(address).host);
      failures.push(`${shown(url)}: ${error.message}`);
    }
  }
  const kept = part.size > 0
    ? `; the first ${part.size} of ${file.bytes} bytes are kept`
    : "";
  throw new SourcesError(
    `Cannot fetch ${file.name}: ${failures.join("; ")}${kept}`,
  );
}

/** An address for people and logs: without a password. */
function shown(url: string): string {
  const { href } = Object.assign(new URL(url), { username: "", password: "" });
  return href;
}

/** The addresses in their order, but for those of silent hosts. */
function silentLast(
  addresses: readonly string[],
  silentHosts: ReadonlySet<string>,
): string[] {
  const isSilent = (address: string) => silentHosts.has(new URL(address).host);
  return [
    ...addresses.filter((address) => !isSilent(address)),
    ...addresses.filter(isSilent),
  ];
}

function placing(file: SourceFile, { path }: { path: string }): Purpose {
  return {
    isDone: async () => (await digestIfPresent(path))?.sha256 === file.sha256,
    finish: (part) => part.place(),
  };
}

/** Completes `part` from `url` and verifies it. */
async function downloadFrom(
  url: string,
  {
    file,
    part,
    signal,
    onProgress,
    onNote,
    attempts = 5,
    backoffMs = 500,
    idleTimeoutMs = 30_000,
  }: DownloadOptions & { file: SourceFile; part: PartFile },
): Promise<void> {
  // The beginning may be damaged, or another address's; then a wrong sha256
  // says nothing against this address.
  let inherited = part.size > 0;
  for (let attempt = 1;; attempt++) {
    try {
      if (part.size < file.bytes) {
        const { bytes } = file;
        await transfer(url, {
          ...{ part, bytes, idleTimeoutMs, signal, onProgress },
          onWait: (host) => onNote?.(`waiting for ${host}`),
        });
      }
      const difference = differenceOf(await part.digest(), file);
      if (difference === undefined) return;
      await part.reset();
      throw new TransferError(`wrong checksum: ${difference}; not kept`, {
        retryable: inherited,
      });
    } catch (error) {
      if (!(error instanceof TransferError)) throw error;
      if (!error.retryable || attempt >= attempts) throw error;
      if (part.size === 0) inherited = false;
      const wait = backoffMs * 2 ** (attempt - 1);
      onNote?.(
        `${shown(url)}: ${error.message}; trying again in ${wait / 1000} s`,
      );
      await pause(wait, { signal });
    }
  }
}
