import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { constants } from "node:os";
import { isFullDisk, systemCode } from "./system_code.ts";

test("what Deno names is told by its name", async () => {
  const path = `${import.meta.filename}/folder`;
  const error = await Deno.mkdir(path).catch((error) => error);
  assertEquals(systemCode(error), "ENOTDIR");
});

for (const name of ["EDQUOT", "ENOLCK", "ENOSYS"] as const) {
  test(`${name}, which Deno does not name, is told by its number`, () => {
    const error = new Error(`A reason (os error ${constants.errno[name]})`);
    assertEquals(systemCode(error), name);
  });
}

test("any other error has no such name", () => {
  for (const error of [new Error("os error"), "ENOSPC", undefined]) {
    assertEquals(systemCode(error), undefined);
  }
});

test("a full disk and a full quota are full disks", () => {
  const { ENOSPC, EDQUOT, EACCES } = constants.errno;
  assertEquals(
    [ENOSPC, EDQUOT, EACCES].map((number) =>
      isFullDisk(new Error(`A reason (os error ${number})`))
    ),
    [true, true, false],
  );
});
