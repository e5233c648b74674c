import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { pause } from "../../core/pause.ts";
import { type Misbehaviour, serveFlakily } from "./testing_flaky_server.ts";

const CONTENT = Uint8Array.from({ length: 50_000 }, (_, i) => i % 241);

/** What a server that misbehaves in one way answers to one request. */
async function answer(
  misbehaviour: Misbehaviour,
  headers: Record<string, string> = {},
) {
  const server = serveFlakily(CONTENT, [misbehaviour]);
  try {
    const response = await fetch(`${server.address}x`, { headers });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes };
  } finally {
    await server.close();
  }
}

test("the server has the file, and ranges of it as RFC 9110 says", async () => {
  const whole = await answer({});
  assertEquals([whole.status, whole.bytes], [200, CONTENT]);
  const rest = await answer({}, { range: "bytes=49990-" });
  assertEquals([rest.status, rest.bytes], [206, CONTENT.slice(49_990)]);
  assertEquals(rest.headers.get("content-range"), "bytes 49990-49999/50000");
  const beyond = await answer({}, { range: "bytes=50000-" });
  assertEquals([beyond.status, beyond.bytes.length], [416, 0]);
  assertEquals(beyond.headers.get("content-range"), "bytes */50000");
});

test("the server misbehaves as told", async () => {
  const range = { range: "bytes=10-" };
  assertEquals((await answer({ status: 503 })).status, 503);
  const server = serveFlakily(CONTENT);
  const redirect = await answer({ redirect: server.address });
  assertEquals([redirect.status, redirect.bytes], [200, CONTENT]);
  await server.close();
  assertEquals((await answer({ ignoreRange: true }, range)).status, 200);
  const lie = await answer({ contentRange: "bytes 0-1/2" }, range);
  assertEquals(lie.headers.get("content-range"), "bytes 0-1/2");
  const chunked = await answer({ chunked: true });
  assertEquals(chunked.headers.get("content-length"), null);
  const other = await answer({ content: Uint8Array.of(1) });
  assertEquals(other.bytes, Uint8Array.of(1));
  await assertRejects(() => answer({ breakAfter: 20_000 }), TypeError);
});

test("the server stalls until it is closed", async () => {
  const server = serveFlakily(CONTENT, [{ stallAfter: 20_000 }]);
  const { body } = await fetch(server.address);
  const reader = body!.getReader();
  let received = 0;
  while (received < 20_000) received += (await reader.read()).value!.length;
  assertEquals(received, 20_000);
  const stalled = assertRejects(() => reader.read(), TypeError);
  await server.close();
  await stalled;
});

test("the server is silent until it is closed", async () => {
  const server = serveFlakily(CONTENT, [{ silent: true }]);
  let answered = false;
  const asked = fetch(server.address).finally(() => answered = true);
  const unanswered = assertRejects(() => asked, TypeError);
  while (server.requests.length === 0) await pause(10);
  await pause(50);
  assertEquals(answered, false);
  await server.close();
  await unanswered;
});

test("the server goes through its misbehaviours and keeps to the last", async () => {
  const server = serveFlakily(CONTENT, [{ status: 500 }, { status: 404 }]);
  try {
    for (const [path, expected] of [["a", 500], ["b", 404], ["c", 404]]) {
      const { status, body } = await fetch(`${server.address}${path}`);
      await body?.cancel();
      assertEquals(status, expected);
    }
    assertEquals(
      server.requests,
      ["/a", "/b", "/c"].map((path) => ({ path, range: null })),
    );
  } finally {
    await server.close();
  }
});

test("the server has another file for each path if so told", async () => {
  const server = serveFlakily((path) => new TextEncoder().encode(path));
  try {
    const response = await fetch(`${server.address}a/b`);
    assertEquals(await response.text(), "/a/b");
  } finally {
    await server.close();
  }
});
