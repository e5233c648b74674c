import { assertEquals, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { spawnDeno } from "./core/spawn_deno.ts";

const PROJECT = fileURLToPath(new URL(".", import.meta.url));

/** The README's blocks in a language below a heading. */
async function blocks(
  heading: string,
  language: string,
): Promise<string[]> {
  const readme = await Deno.readTextFile(join(PROJECT, "README.md"));
  const [section] = readme.split(`## ${heading}\n`)[1]!.split("\n## ");
  const fences = new RegExp(`\`\`\`${language}\n([^\`]*)\`\`\``, "g");
  return [...section!.matchAll(fences)].map(([, text]) => text!);
}

test("a project of one's own trains with the library as the README says", async () => {
  const heading = "In your own training loop";
  const [config] = await blocks(heading, "json");
  const [example] = await blocks(heading, "ts");
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(
      join(folder, "deno.json"),
      JSON.stringify({
        ...JSON.parse(config!),
        links: [PROJECT],
        // The packages that are here, lest the test want a network.
        nodeModulesDir: "manual",
      }),
    );
    await Deno.symlink(
      join(PROJECT, "node_modules"),
      join(folder, "node_modules"),
    );
    await Deno.writeTextFile(join(folder, "train.ts"), example!);
    const { code, stdout, stderr } = await spawnDeno([
      ...["run", "--quiet", "--no-prompt", "--no-lock", "--cached-only"],
      ...["--allow-read", "train.ts"],
    ], {
      purpose: "trains with the library",
      ...{ cwd: folder, stdout: "piped", stderr: "piped" },
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    assertEquals([code, text(stderr)], [0, ""]);
    assertMatch(text(stdout), /^0 \d+\.\d+\n(.*\n)*19 \d+\.\d+\n$/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

test("tfjs keeps its own gradients until an engine is opened", async () => {
  const [library, tfjs, union] = [
    ...["./mod.ts", "@tensorflow/tfjs-core", "@tensorflow/tfjs"],
  ].map((name) => import.meta.resolve(name));
  const { code, stdout } = await spawnDeno([
    "eval",
    `import * as tf from "${tfjs}";
     import "${union}";
     const own = tf.getGradient(tf.Relu);
     const isOwn = () => tf.getGradient(tf.Relu) === own;
     const { openEngine } = await import("${library}");
     const imported = isOwn();
     await openEngine("cpu");
     console.log(own !== undefined, imported, isOwn());`,
  ], {
    purpose: "imports the library",
    ...{ cwd: PROJECT, stdout: "piped", stderr: "inherit" },
  }).output();
  assertEquals(code, 0);
  assertEquals(new TextDecoder().decode(stdout), "true true false\n");
});
