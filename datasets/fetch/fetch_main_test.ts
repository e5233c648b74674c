import { assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { serveFlakily } from "./testing_flaky_server.ts";

/** Runs `fetch_main.ts` with `permissions` and `args` only. */
async function runFetchMain(permissions: string[], args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command("deno", {
    args: [
      "run",
      "--no-prompt",
      ...permissions,
      new URL("./fetch_main.ts", import.meta.url).href,
      ...args,
    ],
  }).output();
  const decoder = new TextDecoder();
  return {
    code,
    stdout: decoder.decode(stdout),
    lines: decoder.decode(stderr).trimEnd().split("\n"),
  };
}

test("fetch_main may only reach the hosts that it is permitted", async () => {
  const dataDir = await Deno.makeTempDir();
  const server = serveFlakily(new Uint8Array(), [{ status: 404 }]);
  try {
    const { code, stdout, lines } = await runFetchMain([
      `--allow-net=${new URL(server.address).host}`,
      `--allow-read=${dataDir}`,
      `--allow-write=${dataDir}`,
    ], ["mnist", `--data-dir=${dataDir}`, `--mirror=${server.address}`]);
    assertEquals([code, stdout], [2, ""]);
    const error = lines.at(-1)!;
    for (
      const reason of [
        "error: Cannot fetch train-images-idx3-ubyte.gz: ",
        `${server.address}mnist/train-images-idx3-ubyte.gz: HTTP 404 Not Found`,
        "http://yann.lecun.com/exdb/mnist/train-images-idx3-ubyte.gz: not permitted; ",
        `into ${dataDir}/mnist by hand`,
      ]
    ) assertStringIncludes(error, reason);
  } finally {
    await server.close();
    await Deno.remove(dataDir, { recursive: true });
  }
});

test("fetch_main says where a mirror redirects to", async () => {
  const dataDir = await Deno.makeTempDir();
  const redirect = "http://elsewhere.invalid/";
  const server = serveFlakily(new Uint8Array(), [{ redirect }]);
  try {
    const { code, lines } = await runFetchMain([
      `--allow-net=${new URL(server.address).host}`,
      `--allow-read=${dataDir}`,
      `--allow-write=${dataDir}`,
    ], ["mnist", `--data-dir=${dataDir}`, `--mirror=${server.address}`]);
    assertEquals(code, 2);
    const error = lines.at(-1)!;
    assertStringIncludes(
      error,
      `${server.address}mnist/train-images-idx3-ubyte.gz: redirects to ` +
        "elsewhere.invalid:80, which is not permitted: name that address with " +
        "--mirror or GRADNOISE_DATA_MIRROR",
    );
    assertEquals(error.includes("--allow-net"), false);
  } finally {
    await server.close();
    await Deno.remove(dataDir, { recursive: true });
  }
});

test("fetch_main may only use the folder that it is permitted", async () => {
  const { code, lines } = await runFetchMain([], ["mnist", "--data-dir=/some"]);
  assertEquals(code, 2);
  assertStringIncludes(
    lines.at(-1)!,
    "error: Cannot use /some/mnist/train-images-idx3-ubyte.gz: not permitted. " +
      "Choose a folder",
  );
});

test("fetch_main wants to be told where to", async () => {
  const { code, stdout, lines } = await runFetchMain([], ["mnist"]);
  assertEquals({ code, stdout, lines }, {
    code: 2,
    stdout: "",
    lines: [
      "error: Cannot fetch: --data-dir is missing; deno task data finds one",
    ],
  });
});
