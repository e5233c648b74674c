import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { isKernel } from "./applies.ts";

test("kernels are told by the last part of the name", () => {
  const names = [
    ...["kernel", "dense_1/kernel", "block_1/conv_2/kernel"],
    ...["dense_1/bias", "norm_1/gamma", "norm_1/beta"],
    ...["kernel/bias", "superkernel", "dense_1/superkernel"],
  ];
  assertEquals(names.filter(isKernel), names.slice(0, 3));
});
