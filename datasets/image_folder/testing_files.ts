import { dirname, join } from "node:path";
import { withFolder } from "../../core/testing_folder.ts";

/** Calls `body` with a new folder of these files, by their paths, for tests. */
export function withFiles(
  files: Readonly<Record<string, Uint8Array | string>>,
  body: (folder: string) => Promise<void>,
): Promise<void> {
  return withFolder(async (folder) => {
    for (const [name, content] of Object.entries(files)) {
      const path = join(folder, name);
      await Deno.mkdir(dirname(path), { recursive: true });
      await (typeof content === "string"
        ? Deno.writeTextFile(path, content)
        : Deno.writeFile(path, content));
    }
    await body(folder);
  });
}
