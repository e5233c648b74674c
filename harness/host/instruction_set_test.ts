import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { instructionSetIn } from "./instruction_set.ts";

test("vector instructions, whole names only", () => {
  assertEquals(
    instructionSetIn(`Architecture:  x86_64
Flags:         fpu sse2 fma avx2 avx avx512_vnni_not
NUMA node(s):  1
`),
    "AVX AVX2 FMA",
  );
  assertEquals(instructionSetIn("Flags:   fp asimd sve\n"), "NEON SVE");
});

test("a processor without any, and one that says nothing", () => {
  assertEquals(instructionSetIn("Flags:   fpu sse2\n"), "none");
  assertEquals(instructionSetIn("Architecture:   riscv64\n"), null);
});
