import { join } from "node:path";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { digestOf } from "../../../core/checksum.ts";
import { LIBRARY_NAMES } from "./installation.ts";
import { withFolder } from "../../../core/testing_folder.ts";
import {
  makePackage,
  recordLine,
  tinyLibrary,
  writeMetadata,
} from "./testing.ts";
import { digestsIn, provenanceOf, wheelsIn } from "./wheel.ts";

test("provenanceOf knows package, version and digest of a library", () =>
  withFolder(async (packages) => {
    // Packages that know nothing of the library come first by name.
    const other = { name: "tensorboard", version: "9.0", lines: [] };
    await writeMetadata(packages, other);
    await writeMetadata(packages, { ...other, name: "tensorflow_a" });
    const folder = await makePackage(packages, { version: "2.20.0" });
    assertEquals(provenanceOf(join(folder, LIBRARY_NAMES.cc)), {
      name: "tensorflow_cpu",
      version: "2.20.0",
      digest: digestOf(tinyLibrary()),
    });
    assertEquals(provenanceOf(join(folder, "libtensorflow")), undefined);
    assertEquals(provenanceOf(join(packages, "a", "b")), undefined);
  }));

test("provenanceOf lives with a package that says nothing", () =>
  withFolder(async (packages) => {
    const folder = await makePackage(packages);
    const [info] = [...Deno.readDirSync(packages)]
      .filter(({ name }) => name.endsWith(".dist-info"));
    await Deno.remove(join(packages, info!.name, "METADATA"));
    const found = provenanceOf(join(folder, LIBRARY_NAMES.cc));
    assertEquals([found?.name, found?.version], [undefined, undefined]);
  }));

test("wheelsIn reads the packages with a name", () =>
  withFolder(async (packages) => {
    await makePackage(packages);
    await writeMetadata(packages, {
      name: "six",
      version: "1",
      lines: ["a,,"],
    });
    assertEquals(wheelsIn(packages).length, 2);
    const [six, ...rest] = wheelsIn(packages, /six/);
    assertEquals([six?.record, rest], ["a,,\n", []]);
  }));

test("digestsIn skips what has no digest, and reads Windows' lines", () => {
  const record = [
    recordLine("a/b.so", digestOf("abc")),
    "a/RECORD,,",
    '"a,b",sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0',
    recordLine("c", digestOf("abc")),
  ].join("\r\n");
  assertEquals([...digestsIn(record)], [
    { path: "a/b.so", digest: digestOf("abc") },
    { path: "c", digest: digestOf("abc") },
  ]);
});
