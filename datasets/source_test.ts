import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../core/usage_error.ts";
import { cifar10 } from "./cifar_10.ts";
import { fashionMnist } from "./fashion_mnist.ts";
import { mnist } from "./mnist.ts";
import { addressesOf, checksumOf, folderOf, hostsOf } from "./source.ts";

test("checksumOf is what sha256sum * | sha256sum prints", () => {
  // Computed with GNU coreutils in the folders of the stored files.
  assertEquals(
    [fashionMnist, mnist, cifar10].map(checksumOf),
    [
      "4208722e2f95c92b7e6f0789caf8e8b31dee57cf57b10c3956b314f438b6f3d2",
      "abca1685336e37aa33a42b8e8886e04e9bd739abb9c10b4340fdb3be3218f9e7",
      "5fdcf57d170bdbc7da569af1dabd64d7d3c7507e9e7aa861fc7b691d5355c232",
    ],
  );
});

test("checksumOf does not depend on the order of the list", () => {
  const files = fashionMnist.files.toReversed();
  assertEquals(checksumOf({ files }), checksumOf(fashionMnist));
});

test("folderOf is what the archive unpacks to, else the name", () => {
  assertEquals(folderOf(cifar10), "cifar-10-batches-bin");
  assertEquals(folderOf(mnist), "mnist");
});

test("addressesOf puts a mirror first, with or without a slash", () => {
  for (const mirror of ["http://lab:81/data", "http://lab:81/data/"]) {
    assertEquals(addressesOf(mnist, { mirror }), [
      "http://lab:81/data/mnist/",
      ...mnist.addresses,
    ]);
  }
  assertEquals(addressesOf(mnist), [...mnist.addresses]);
});

for (const mirror of ["", "lab", "ftp://lab/", "/srv/data"]) {
  test(`addressesOf refuses the mirror "${mirror}"`, () => {
    assertThrows(
      () => addressesOf(mnist, { mirror }),
      UsageError,
      `Cannot use the mirror "${mirror}": it must be an http or https address`,
    );
  });
}

test("hostsOf names each host once, with its port", () => {
  assertEquals(hostsOf([mnist, mnist], { mirror: "http://lab:81/" }), [
    "lab:81",
    "yann.lecun.com",
    "ossci-datasets.s3.amazonaws.com",
  ]);
});
