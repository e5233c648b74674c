import { gzipSync } from "node:zlib";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../core/usage_error.ts";
import { gunzip } from "./gunzip.ts";

const CONTENT = Uint8Array.from({ length: 100_000 }, (_, i) => (i * i) % 253);
const FILE = new Uint8Array(gzipSync(CONTENT));

for (const length of [0, 1, 1000, 100_000]) {
  test(`gunzip undoes gzip on ${length} bytes`, () => {
    const content = CONTENT.subarray(0, length);
    const decompressed = gunzip(gzipSync(content), { name: "x" });
    assertEquals(decompressed, Uint8Array.from(content));
  });
}

test("gunzip undoes gzip on content that compresses 1000 to 1", () => {
  const zeros = new Uint8Array(1_000_000);
  const decompressed = gunzip(gzipSync(zeros), { name: "x" });
  assertEquals(decompressed.length, zeros.length);
  assertEquals(decompressed.every((byte) => byte === 0), true);
});

const flipped = FILE.slice();
flipped[FILE.length - 6]! ^= 1;
const DAMAGED: readonly [string, Uint8Array][] = [
  ["nothing", new Uint8Array()],
  ["a file cut short", FILE.subarray(0, 1000)],
  ["a file without its last byte", FILE.subarray(0, -1)],
  ["a file with a wrong check sum", flipped],
  ["a file that is not compressed", CONTENT],
];

for (const [what, file] of DAMAGED) {
  test(`gunzip refuses ${what}`, () => {
    assertThrows(
      () => gunzip(file, { name: "some.gz" }),
      UsageError,
      `Cannot decompress some.gz: expected a whole gzip file, found ` +
        `${file.length} bytes with "`,
    );
  });
}
