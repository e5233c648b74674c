import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { along, axisText, hasPlace, metricText } from "./axes.ts";

test("an axis is named by its quantity, unit and scale", () => {
  assertEquals(axisText({ label: "α" }), "α");
  assertEquals(
    axisText({ label: "accuracy", unit: "percent" }),
    "accuracy (%)",
  );
  assertEquals(
    axisText({ label: "time", unit: "steps", log: true }),
    "time (steps, log scale)",
  );
  assertEquals(axisText({ label: "ratio", unit: "" }), "ratio");
  assertEquals(metricText("test_accuracy"), "test accuracy");
});

test("only positive numbers have a place on a logarithmic axis", () => {
  const log = { label: "", log: true };
  assertEquals([1, 0, -1, NaN, Infinity].map((x) => hasPlace(x, log)), [
    true,
    false,
    false,
    false,
    false,
  ]);
  assertEquals([0, -1, NaN].map((x) => hasPlace(x, { label: "" })), [
    true,
    true,
    false,
  ]);
});

test("few positions are marked themselves", () => {
  const axis = { label: "B", log: true };
  const few = along(axis, { field: "x", values: [100, 20, 20], ticks: true });
  assertEquals(few.axis.values, [20, 100]);
  const many = along(axis, {
    field: "x",
    values: Array.from({ length: 20 }, (_, i) => i + 1),
    ticks: true,
  });
  assertEquals(many.axis.values, undefined);
});

test("a logarithmic domain holds its values, however far apart", () => {
  for (const values of [[5], [1e-308, 1e308], [0.1, 10]]) {
    const { scale } = along({ label: "", log: true }, { field: "x", values });
    assert("domain" in scale && scale.domain !== undefined);
    const [from, to] = scale.domain;
    assert(from > 0 && from < values[0]! && to > values.at(-1)!);
    assert(to < Infinity);
  }
});
