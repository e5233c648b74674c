/**
 * One attempt to get the rest of a file from one address.
 *
 * @module
 */
import { whyUnusable } from "../../core/why_unusable.ts";
import type { PartFile } from "./part_file.ts";

/** An attempt failed, and why. */
export class TransferError extends Error {
  /** Name of the class. */
  override name = "TransferError";
  /** Whether the same address may do better in a moment. */
  readonly retryable: boolean;
  /** Whether the host has answered. */
  readonly answered: boolean;

  /** A failure for the reason `message`. */
  constructor(
    message: string,
    { retryable, answered = true, cause }: {
      retryable: boolean;
      answered?: boolean;
      cause?: unknown;
    },
  ) {
    super(message, { cause });
    this.retryable = retryable;
    this.answered = answered;
  }
}

/** Options of {@linkcode transfer}. */
export interface TransferOptions {
  /** Length of the whole file. */
  readonly bytes: number;
  /** Longest wait for the next bytes, in milliseconds. */
  readonly idleTimeoutMs: number;
  /** Stops the transfer; what has arrived stays in the part file. */
  readonly signal?: AbortSignal | undefined;
  /** Called after every write with the bytes so far. */
  readonly onProgress?: ((bytesSoFar: number) => void) | undefined;
  /** Called with a host that is slow, once for its answer, once for data. */
  readonly onWait?: (host: string) => void;
}

/** A wait that is worth a word. */
const LONG_WAIT_MS = 2000;

/**
 * Appends to `part` what `url` has from `part.size` to the end, so that `part`
 * has `bytes` bytes. A server that cannot resume sends all from the start.
 *
 * @throws {TransferError} if that fails; what has arrived stays in `part`
 * unless it is useless.
 * @throws {Breakdown} if the disk is full.
 * @throws the reason of `signal`, if it aborts.
 */
export async function transfer(
  url: string,
  { part, bytes, idleTimeoutMs, signal, onProgress, onWait = () => {} }:
    & TransferOptions
    & { part: PartFile },
): Promise<void> {
  const begunWith = part.size;
  const { host } = new URL(url);
  const wait = limitedWait({ host, idleTimeoutMs, onWait });
  const anySignal = AbortSignal.any([
    wait.signal,
    ...(signal ? [signal] : []),
  ]);
  // An address that has never answered is not worth another attempt, unless
  // the file is under way: then the network may be gone for a moment.
  const unanswered = { retryable: begunWith > 0, answered: false };
  const underWay = { retryable: true, answered: true };
  try {
    wait.begin("no answer", unanswered);
    const response = await request(url, {
      from: begunWith,
      signal: anySignal,
      unanswered,
    });
    await accept(response, { part, bytes });
    wait.begin("no data", underWay);
    for await (const chunk of chunksOf(response, { signal: anySignal })) {
      if (part.size + chunk.length > bytes) {
        await part.reset();
        throw wrongLength("more", bytes);
      }
      await part.append(chunk);
      onProgress?.(part.size);
      wait.begin("no data", underWay);
    }
  } finally {
    wait.end();
  }
  if (part.size < bytes) {
    throw new TransferError(
      `transfer ended after ${part.size} of ${bytes} bytes`,
      { retryable: true },
    );
  }
}

/** Waits for a host, one after the other, each up to a limit. */
interface LimitedWait {
  /** Aborted, with a {@linkcode TransferError}, by a wait that is too long. */
  readonly signal: AbortSignal;
  /** Ends the wait before, and begins one in which there is `what`. */
  begin(
    what: string,
    options: { retryable: boolean; answered: boolean },
  ): void;
  /** Ends the last wait. */
  end(): void;
}

function limitedWait(
  { host, idleTimeoutMs, onWait }: {
    host: string;
    idleTimeoutMs: number;
    onWait: (host: string) => void;
  },
): LimitedWait {
  const stalled = new AbortController();
  const timers: ReturnType<typeof setTimeout>[] = [];
  const told = new Set<string>();
  const end = () => timers.splice(0).forEach(clearTimeout);
  return {
    signal: stalled.signal,
    begin: (what, options) => {
      end();
      timers.push(
        setTimeout(() => {
          const message = `${what} for ${idleTimeoutMs / 1000} s`;
          stalled.abort(new TransferError(message, options));
        }, idleTimeoutMs),
        setTimeout(() => {
          if (!told.has(what)) onWait(host);
          told.add(what);
        }, LONG_WAIT_MS),
      );
    },
    end,
  };
}

/** The body of `response`, where only the connection can fail. */
async function* chunksOf(
  { body }: Response,
  { signal }: { signal: AbortSignal },
): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  try {
    yield* body;
  } catch (error) {
    if (error === signal.reason) throw error;
    throw new TransferError("connection lost", {
      retryable: true,
      cause: error,
    });
  }
}

async function request(
  url: string,
  { from, signal, unanswered }: {
    from: number;
    signal: AbortSignal;
    unanswered: { retryable: boolean; answered: boolean };
  },
): Promise<Response> {
  const headers = new Headers({
    // The stored bytes: a server that labels .gz files "Content-Encoding: gzip"
    // would otherwise have them decompressed on the way.
    "accept-encoding": "identity",
    ...(from > 0 ? { range: `bytes=${from}-` } : {}),
  });
  try {
    return await fetch(url, { headers, signal });
  } catch (error) {
    if (error === signal.reason || !(error instanceof Error)) throw error;
    if (error instanceof Deno.errors.NotCapable) {
      throw new TransferError(whyNotPermitted(error, { url }), {
        retryable: false,
        cause: error,
      });
    }
    const { message } = error.cause instanceof Error ? error.cause : error;
    throw new TransferError(`no connection (${message.split(": ").pop()})`, {
      ...unanswered,
      cause: error,
    });
  }
}

/** Why an address cannot be reached, in words for who can name others. */
function whyNotPermitted(error: Error, { url }: { url: string }): string {
  const { hostname, port, protocol } = new URL(url);
  const asked = `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
  // Deno's message quotes the host that it was about to reach.
  const [, found = asked] = /"([^"]+)"/.exec(error.message) ?? [];
  return found === asked
    ? whyUnusable(error)
    : `redirects to ${found}, which is not permitted: name that address with ` +
      "--mirror or GRADNOISE_DATA_MIRROR";
}

/** Checks the head of `response` and makes `part` ready for its body. */
async function accept(
  response: Response,
  { part, bytes }: { part: PartFile; bytes: number },
): Promise<void> {
  const refusal = await refusalOf(response, { part, bytes });
  if (refusal === undefined) return;
  await response.body?.cancel();
  throw refusal;
}

async function refusalOf(
  { status, statusText, headers }: Response,
  { part, bytes }: { part: PartFile; bytes: number },
): Promise<TransferError | undefined> {
  if (status === 206) {
    const range = headers.get("content-range") ?? "none";
    const [, from, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(range) ?? [];
    if (Number(from) !== part.size) {
      const asked = part.size;
      await part.reset();
      return new TransferError(
        `asked for the bytes from ${asked}, got range "${range}"`,
        { retryable: asked > 0 },
      );
    }
    return total === "*" || Number(total) === bytes
      ? undefined
      : wrongLength(total!, bytes);
  }
  if (status === 200) {
    const length = headers.get("content-length");
    if (length !== null && Number(length) !== bytes) {
      return wrongLength(length, bytes);
    }
    await part.reset();
    return undefined;
  }
  if (status === 416 && part.size > 0) {
    await part.reset();
    return new TransferError("HTTP 416, starting over", { retryable: true });
  }
  return new TransferError(`HTTP ${status} ${statusText}`.trimEnd(), {
    retryable: status >= 500 || status === 408 || status === 429,
  });
}

function wrongLength(found: string, bytes: number): TransferError {
  return new TransferError(
    `not this file: expected ${bytes} bytes, found ${found}`,
    { retryable: false },
  );
}
