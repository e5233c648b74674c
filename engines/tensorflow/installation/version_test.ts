import { assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../../../core/usage_error.ts";
import { checkVersion, PINNED_VERSION, TESTED_VERSIONS } from "./version.ts";

for (
  const version of [
    PINNED_VERSION,
    `${TESTED_VERSIONS.first}.0`,
    `${TESTED_VERSIONS.last}.7-rc1`,
  ]
) {
  test(`checkVersion accepts ${version}`, () => checkVersion(version, "x"));
}

for (const version of ["1.15.0", "2.9.1", "2.15.1", "2.22.0", "3.18.0", "?"]) {
  test(`checkVersion refuses ${version}`, () => {
    assertThrows(
      () => checkVersion(version, "/some/where (a test)"),
      UsageError,
      `Cannot use TensorFlow ${version} in /some/where (a test): the engine ` +
        "was tested with 2.16 to 2.21. Run ",
    );
  });
}
