import { assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { checkSizes } from "./check_sizes.ts";

test("only positive integers are sizes", () => {
  checkSizes("pool", { size: 1, stride: 2 });
  for (const stride of [0, -1, 1.5, NaN, Infinity]) {
    assertThrows(
      () => checkSizes("pool", { size: 1, stride }),
      RangeError,
      `Cannot make pool: stride must be a positive integer, current value ${stride}`,
    );
  }
});
