import { assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { Breakdown } from "../../core/exit_code.ts";
import { UsageError } from "../../core/usage_error.ts";
import { writing } from "./writing.ts";

for (
  const [reason, kind] of [
    ["No space left on device (os error 28)", Breakdown],
    ["Not a directory (os error 20)", UsageError],
  ] as const
) {
  test(`a report that cannot be written is a ${kind.name}: ${reason}`, async () => {
    await assertRejects(
      () => writing("/a/report.html", () => Promise.reject(new Error(reason))),
      kind,
      `Cannot write /a/report.html: ${reason}; name another file with --output`,
    );
  });
}
