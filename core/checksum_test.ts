import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { differenceOf, digestOf, digestOfFile } from "./checksum.ts";

// FIPS 180-2, appendix B.1.
const ABC = {
  bytes: 3,
  sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
};

test("digestOf agrees with FIPS 180-2, for bytes and for text", () => {
  assertEquals(digestOf(Uint8Array.of(0x61, 0x62, 0x63)), ABC);
  assertEquals(digestOf("abc"), ABC);
  assertEquals(digestOf("é").bytes, 2);
});

test("digestOfFile agrees with digestOf beyond one read", async () => {
  const content = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251);
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeFile(path, content);
    assertEquals(await digestOfFile(path), digestOf(content));
  } finally {
    await Deno.remove(path);
  }
});

test("differenceOf says both sums and sizes, or nothing", () => {
  const other = digestOf("abcd");
  assertEquals(differenceOf(ABC, ABC), undefined);
  assertEquals(
    differenceOf(other, ABC),
    `expected sha256 ${ABC.sha256} (3 bytes), found ${other.sha256} (4 bytes)`,
  );
});
