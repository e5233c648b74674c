import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../../core/usage_error.ts";
import { CONTENDERS, DEFAULT_CONTENDERS, startProcess } from "./contenders.ts";

test("names are told apart, and the default ones are among them", () => {
  assertEquals(CONTENDERS, [...new Set(CONTENDERS)]);
  assertEquals(
    DEFAULT_CONTENDERS.filter((id) => !CONTENDERS.includes(id)),
    [],
  );
});

test("a Python that is not there is the user's to mend", () => {
  assertThrows(
    () =>
      startProcess("jax", {
        ...{ threads: 1, python: "no/such/python" },
        signal: new AbortController().signal,
      }),
    UsageError,
    'Cannot start "no/such/python" for jax: name a Python with --python',
  );
});
