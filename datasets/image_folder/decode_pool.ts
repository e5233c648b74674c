/**
 * Threads that read, decode, crop and scale images.
 *
 * @module
 */
import { Worker } from "node:worker_threads";
import type { Key } from "../../core/key.ts";
import { UsageError } from "../../core/usage_error.ts";

/** What is made of images. */
export interface Treatment {
  /** Rows and columns of the result. */
  readonly side: number;
  /** The part that is scaled to them: in the middle, or random by this key. */
  readonly crop: "centre" | Key;
}

/** An image on disk. */
export interface StoredImage {
  /** Where it is. */
  readonly path: string;
  /** Its number, on which a random crop depends. */
  readonly example: number;
}

/** What one thread is asked for. */
export interface Share extends Treatment {
  /** Comes back with the answer. */
  readonly id: number;
  /** The images, in the order of the answer. */
  readonly images: readonly StoredImage[];
}

/** Pixels `[count, side, side, 3]`, or why there are none. */
export type Answer =
  | { readonly id: number; readonly pixels: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly refusal: string };

/** Threads that decode images; see {@linkcode decodePool}. */
export interface DecodePool {
  /**
   * The pixels of images, `[count, side, side, 3]`. Threads go from one call's
   * images to the next one's without this thread, which may be busy.
   *
   * @throws {UsageError} if an image cannot be read or is none.
   * @throws {Error} once a thread has died of a fault in it.
   */
  decode(
    images: readonly StoredImage[],
    treatment: Treatment,
  ): Promise<Uint8Array>;
  /** Ends the threads; what is under way is never answered. */
  close(): Promise<void>;
}

/**
 * Starts `threads` threads; each takes an equal share of every call's images.
 *
 * @throws {RangeError} if `threads` is not a positive integer.
 */
export function decodePool({ threads }: { threads: number }): DecodePool {
  if (!Number.isSafeInteger(threads) || threads < 1) {
    throw new RangeError(
      `Cannot decode: threads must be a positive integer, current value ${threads}`,
    );
  }
  const pending = new Map<number, PromiseWithResolvers<Uint8Array>>();
  let shares = 0;
  let broken: Error | undefined;
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(new URL("./decode_worker.ts", import.meta.url));
    worker.on("message", (answer: Answer) => {
      const asked = pending.get(answer.id);
      pending.delete(answer.id);
      if ("pixels" in answer) asked?.resolve(answer.pixels);
      else asked?.reject(new UsageError(answer.refusal));
    });
    worker.on("error", (error: unknown) => {
      broken ??= brokenBy(error);
      // The other threads' answers to these come to nobody.
      for (const { reject } of pending.values()) reject(broken);
      pending.clear();
    });
    return worker;
  });
  const ask = (worker: Worker, share: Omit<Share, "id">) => {
    const id = shares++;
    const answer = Promise.withResolvers<Uint8Array>();
    pending.set(id, answer);
    worker.postMessage({ id, ...share } satisfies Share);
    return answer.promise;
  };
  return {
    decode: async (images, treatment) => {
      if (broken !== undefined) throw broken;
      const size = Math.ceil(images.length / threads);
      const parts = await Promise.all(
        workers.map((worker, i) =>
          ask(worker, {
            ...treatment,
            images: images.slice(i * size, (i + 1) * size),
          })
        ),
      );
      return joined(parts);
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function brokenBy(error: unknown): Error {
  const why = error instanceof Error ? error.message : String(error);
  return new Error(
    `Cannot decode: a thread that decodes images died: ${why}`,
    { cause: error },
  );
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(
    parts.reduce((sum, { length }) => sum + length, 0),
  );
  let done = 0;
  for (const part of parts) {
    all.set(part, done);
    done += part.length;
  }
  return all;
}
