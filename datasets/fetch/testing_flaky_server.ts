/**
 * A web server of files for tests, which misbehaves as told.
 *
 * @module
 */

/** What was asked of the server. */
export interface Request {
  /** Path of the address. */
  readonly path: string;
  /** The `Range` header. */
  readonly range: string | null;
}

/** How to answer one request; without any of these, as RFC 9110 says. */
export interface Misbehaviour {
  /** Never answer. */
  readonly silent?: boolean;
  /** Answer with this status and no file. */
  readonly status?: number;
  /** Redirect to this address. */
  readonly redirect?: string;
  /** Take no notice of `Range`. */
  readonly ignoreRange?: boolean;
  /** Send this `Content-Range`. */
  readonly contentRange?: string;
  /** Announce no length. */
  readonly chunked?: boolean;
  /** Label the file "Content-Encoding: gzip". */
  readonly labelledAsGzip?: boolean;
  /** Break the connection after this many bytes of the body. */
  readonly breakAfter?: number;
  /** Send nothing more after this many bytes of the body. */
  readonly stallAfter?: number;
  /** Send this file instead. */
  readonly content?: Uint8Array;
}

/** A running server. */
export interface FlakyServer {
  /** Its address, ending in a slash. */
  readonly address: string;
  /** What was asked of it so far. */
  readonly requests: readonly Request[];
  /** Stops it and breaks every connection. */
  close(): Promise<void>;
}

/**
 * Serves `content`, perhaps another for each path, its n-th answer according
 * to the n-th of `misbehaviours`; the last one holds for all further answers.
 */
export function serveFlakily(
  content: Uint8Array | ((path: string) => Uint8Array),
  misbehaviours: readonly Misbehaviour[] = [],
): FlakyServer {
  const requests: Request[] = [];
  const abort = new AbortController();
  const closed = new Promise<void>((resolve) =>
    abort.signal.addEventListener("abort", () => resolve())
  );
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    signal: abort.signal,
    onListen() {},
    // A broken body is what was asked for.
    onError: () => new Response(null, { status: 500 }),
  }, async (request) => {
    const range = request.headers.get("range");
    const path = new URL(request.url).pathname;
    requests.push({ path, range });
    const how = misbehaviours[requests.length - 1] ?? misbehaviours.at(-1) ??
      {};
    if (how.silent) await closed;
    const file = typeof content === "function" ? content(path) : content;
    return respond(how.content ?? file, { range, how });
  });
  return {
    address: `http://127.0.0.1:${server.addr.port}/`,
    requests,
    close: async () => {
      abort.abort();
      await server.finished;
    },
  };
}

function respond(
  content: Uint8Array,
  { range, how }: { range: string | null; how: Misbehaviour },
): Response {
  if (how.redirect !== undefined) {
    return new Response(null, {
      status: 302,
      headers: { location: how.redirect },
    });
  }
  if (how.status !== undefined) {
    return new Response("no file", { status: how.status });
  }
  const from = how.ignoreRange || range === null ? undefined : firstByte(range);
  if (from !== undefined && from >= content.length) {
    const headers = { "content-range": `bytes */${content.length}` };
    return new Response(null, { status: 416, headers });
  }
  const body = content.subarray(from ?? 0);
  const headers = new Headers();
  if (!how.chunked) headers.set("content-length", `${body.length}`);
  if (how.labelledAsGzip) headers.set("content-encoding", "gzip");
  if (from !== undefined) {
    const last = content.length - 1;
    headers.set(
      "content-range",
      how.contentRange ?? `bytes ${from}-${last}/${content.length}`,
    );
  }
  const status = from === undefined ? 200 : 206;
  return new Response(streamOf(body, how), { status, headers });
}

function firstByte(range: string): number {
  const [, first] = /^bytes=(\d+)-$/.exec(range) ?? [];
  if (first === undefined) throw new RangeError(`Unexpected range: ${range}`);
  return Number(first);
}

const PIECE_BYTES = 16_384;

function streamOf(
  body: Uint8Array,
  { breakAfter, stallAfter }: Misbehaviour,
): ReadableStream<Uint8Array> {
  const end = Math.min(breakAfter ?? stallAfter ?? body.length, body.length);
  let sent = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (sent < end) {
        const piece = body.slice(sent, Math.min(sent + PIECE_BYTES, end));
        sent += piece.length;
        controller.enqueue(piece);
      } else if (breakAfter !== undefined) {
        // Let the client have what was sent before the connection breaks.
        await new Promise((resolve) => setTimeout(resolve, 20));
        controller.error(new Error("broken on purpose"));
      } else if (stallAfter === undefined) {
        controller.close();
      }
    },
  });
}
