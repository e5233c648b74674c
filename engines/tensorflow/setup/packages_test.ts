import { join } from "node:path";
import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { digestOf } from "../../../core/checksum.ts";
import { Breakdown } from "../../../core/exit_code.ts";
import { LIBRARY_NAMES } from "../installation/installation.ts";
import { namesIn } from "../installation/present.ts";
import { withFolder } from "../../../core/testing_folder.ts";
import {
  makePackage,
  recordLine,
  writeMetadata,
} from "../installation/testing.ts";
import {
  cudaRequirements,
  keepLibraries,
  verifyLibraries,
} from "./packages.ts";

const { signal } = new AbortController();

test("cudaRequirements are those of the extra and no others", () => {
  // Lines of tensorflow 2.21.0's METADATA.
  const metadata = [
    "Requires-Dist: h5py<3.15.0,>=3.11.0",
    "Provides-Extra: and-cuda",
    'Requires-Dist: nvidia-cublas-cu12<13.0,>=12.5.3.2; extra == "and-cuda"',
    'Requires-Dist: nvidia-nccl-cu12<3.0,>=2.27.7; extra == "and-cuda"',
    "Provides-Extra: gcs-filesystem",
    'Requires-Dist: tensorflow-io-gcs-filesystem>=0.23.1; (sys_platform != "win32" and python_version < "3.13") and extra == "gcs-filesystem"',
  ].join("\n");
  assertEquals(cudaRequirements(metadata), [
    "nvidia-cublas-cu12<13.0,>=12.5.3.2",
    "nvidia-nccl-cu12<3.0,>=2.27.7",
  ]);
});

/** Packages with TensorFlow and a library of another one. */
async function makePackages(packages: string): Promise<string> {
  await makePackage(packages);
  const library = Uint8Array.of(1, 2, 3);
  const path = "nvidia/cublas/lib/libcublas.so.12";
  await Deno.mkdir(join(packages, "nvidia/cublas/lib"), { recursive: true });
  await Deno.writeFile(join(packages, path), library);
  await writeMetadata(packages, {
    name: "nvidia_cublas_cu12",
    version: "12.9",
    lines: [path, "absent.py"]
      .map((name) => recordLine(name, digestOf(library))),
  });
  return join(packages, path);
}

test("verifyLibraries compares every library, and nothing else", () =>
  withFolder(async (packages) => {
    const other = await makePackages(packages);
    const stopped = AbortSignal.abort(new Error("stopped"));
    await assertRejects(
      () => verifyLibraries(packages, { signal: stopped }),
      Error,
      "stopped",
    );
    await verifyLibraries(packages, { signal });
    await Deno.writeFile(other, Uint8Array.of(1, 2, 4));
    await assertRejects(
      () => verifyLibraries(packages, { signal }),
      Breakdown,
      "Cannot use what pip installed: libcublas.so.12: expected sha256 039058c6",
    );
    await Deno.remove(other);
    await assertRejects(
      () => verifyLibraries(packages, { signal }),
      Breakdown,
      "Cannot use what pip installed: libcublas.so.12: is missing",
    );
  }));

test("keepLibraries keeps libraries, licences and notes", () =>
  withFolder(async (packages) => {
    await makePackages(packages);
    const notices = "THIRD_PARTY_NOTICES.txt";
    for (const path of ["bin", "six", "tensorflow/python/client"]) {
      await Deno.mkdir(join(packages, path), { recursive: true });
    }
    for (const path of ["six.py", "tensorflow/x.py", `tensorflow/${notices}`]) {
      await Deno.writeTextFile(join(packages, path), "");
    }
    await keepLibraries(packages);
    assertEquals(namesIn(packages), [
      "nvidia",
      "nvidia_cublas_cu12-12.9.dist-info",
      "tensorflow",
      "tensorflow_cpu-2.21.0.dist-info",
    ]);
    assertEquals(
      namesIn(join(packages, "tensorflow")),
      [notices, ...Object.values(LIBRARY_NAMES)].toSorted(),
    );
    await verifyLibraries(packages, { signal });
  }));
