import { dirname, join } from "node:path";

/** Calls `body` with a temporary folder of these files, by their paths. */
export async function withFolder(
  files: Readonly<Record<string, Uint8Array | string>>,
  body: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, content] of Object.entries(files)) {
      const path = join(folder, name);
      await Deno.mkdir(dirname(path), { recursive: true });
      await (typeof content === "string"
        ? Deno.writeTextFile(path, content)
        : Deno.writeFile(path, content));
    }
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
