import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { along, axisText, hasPlace, metricText } from "./axes.ts";
import { drawn } from "./plot.ts";

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
  const marked = (ticks: readonly number[]) =>
    along(axis, { field: "x", values: [20, 100], ticks }).axis.values;
  assertEquals(marked([100, 20, 20]), [20, 100]);
  assertEquals(marked(Array.from({ length: 20 }, (_, i) => i + 1)), undefined);
  assertEquals(marked([]), undefined);
});

/** The labels along an axis with these values. */
async function labelsOf(
  values: readonly number[],
  { log = false, marked = false }: { log?: boolean; marked?: boolean } = {},
): Promise<string> {
  const x = along({ label: "", log }, {
    ...{ field: "x", values },
    ...marked ? { ticks: values } : {},
  });
  const svg = String(
    await drawn({
      label: "",
      encoding: { x },
      layers: [{
        data: { values: values.map((value) => ({ x: value })) },
        mark: { type: "point" },
        encoding: {},
      }],
    }),
  );
  return [...svg.matchAll(/>([^<>]+)<\/text>/g)].map(([, label]) => label)
    .join(" ");
}

test("labels are short, but have no prefix below one", async () => {
  assertEquals(await labelsOf([1, 3e5], { log: true }), "1 10 100 1k 10k 100k");
  assertEquals(
    await labelsOf([0.02, 3e5], { log: true }),
    "0.01 1 100 10,000",
  );
  assertEquals(await labelsOf([0.5, 3e5]), "0 50k 100k 150k 200k 250k 300k");
  assertEquals(await labelsOf([0.25, 2e9]), "0 5e+8 1e+9 1.5e+9 2e+9");
});

test("zero is labelled as it is", async () => {
  assertEquals(await labelsOf([0, 0]), "0");
  assertEquals(await labelsOf([0, 1e5]), "0 20k 40k 60k 80k 100k");
  assertEquals(await labelsOf([0, 4e-3]), "0 1e-3 2e-3 3e-3 4e-3");
});

test("labels of marked positions are not rounded", async () => {
  for (const log of [false, true]) {
    assertEquals(
      await labelsOf([0.05, 0.25, 1], { log, marked: true }),
      "0.05 0.25 1",
    );
  }
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
