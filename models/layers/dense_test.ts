import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { heNormal } from "../he_normal.ts";
import { dense } from "./dense.ts";

const layer = dense("dense", { outputs: 4, kernel: heNormal });

test("shapes, and a multiply-add for each weight", () => {
  const { outputShape, multiplyAdds, parameters } = layer([6]);
  assertEquals([outputShape, multiplyAdds], [[4], 24]);
  assertEquals(
    Object.entries(parameters).map(([name, { shape }]) => [name, shape]),
    [["dense/kernel", [6, 4]], ["dense/bias", [4]]],
  );
});

test("without bias there is no such parameter", () => {
  const layer = dense("dense", { outputs: 4, kernel: heNormal, bias: false });
  assertEquals(Object.keys(layer([6]).parameters), ["dense/kernel"]);
});

test("outputs that are no positive integer are refused", () => {
  for (const outputs of [0, -1, 2.5, NaN]) {
    assertThrows(
      () => dense("dense", { outputs, kernel: heNormal }),
      RangeError,
      `Cannot make dense: outputs must be a positive integer, current value ${outputs}`,
    );
  }
});

test("inputs that are not flat are refused", () => {
  for (const shape of [[], [2, 3]]) {
    assertThrows(
      () => layer(shape),
      RangeError,
      `Cannot make dense: inputs must be flat, current shape [${
        shape.join(", ")
      }]`,
    );
  }
});
