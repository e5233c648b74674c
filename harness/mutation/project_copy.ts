import { join } from "node:path";
import { type Mutant, mutated } from "./mutant.ts";

/** What a copy does without. */
const LEFT_OUT = new Set([".git", "results", "bench", "lint"]);

/** A copy of the project that may be broken. */
export interface ProjectCopy {
  /** Its root. */
  readonly path: string;
  /** Calls `body` while a mutant is in the copy, and takes it out again. */
  withMutant<T>(mutant: Mutant, body: () => Promise<T>): Promise<T>;
  /** Removes it. */
  remove(): Promise<void>;
}

/**
 * Copies the project's files, its packages too: workers may read nothing
 * outside of their project. What was copied is removed if that fails.
 *
 * @param options.signal Ends the copying.
 * @throws the signal's reason, and errors of the file system.
 */
export async function copyProject(
  project: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<ProjectCopy> {
  const path = await Deno.makeTempDir({ prefix: "gradnoise-mutation-" });
  const remove = () => Deno.remove(path, { recursive: true });
  try {
    await copyFolder(project, path, { isRoot: true, signal });
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    ...{ path, remove },
    withMutant: async (mutant, body) => {
      const file = join(path, mutant.file);
      const text = await Deno.readTextFile(file);
      await Deno.writeTextFile(file, mutated(text, mutant));
      try {
        return await body();
      } finally {
        await Deno.writeTextFile(file, text);
      }
    },
  };
}

async function copyFolder(
  from: string,
  to: string,
  { isRoot = false, signal }: {
    isRoot?: boolean;
    signal?: AbortSignal | undefined;
  } = {},
): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const entry of Deno.readDir(from)) {
    signal?.throwIfAborted();
    const { name } = entry;
    if (isRoot && LEFT_OUT.has(name)) continue;
    const [source, target] = [join(from, name), join(to, name)];
    if (entry.isDirectory) await copyFolder(source, target, { signal });
    else if (entry.isFile) await Deno.copyFile(source, target);
    else await Deno.symlink(await Deno.readLink(source), target);
  }
}
