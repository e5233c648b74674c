import { assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { legend, seriesStyle } from "./series_style.ts";

test("thirty series look different, by colour or by shape", () => {
  const names = Array.from({ length: 30 }, (_, index) => `series ${index}`);
  const { color, shape } = seriesStyle(names);
  const looks = names.map((_, index) =>
    `${color.scale.range[index]} ${shape.scale.range[index]}`
  );
  assertEquals(new Set(looks).size, 30);
});

test("a name has the same look in every plot of a figure", () => {
  const { color } = seriesStyle(["a", "b", "a"]);
  assertEquals(color.scale.domain, ["a", "b"]);
  assertEquals(color.scale.range, ["var(--series-1)", "var(--series-2)"]);
});

test("a series without a name keeps its look from the others", () => {
  const names = ["", "A", "B"];
  const { color } = seriesStyle(names);
  const items = String(legend(names)).matchAll(
    /fill="([^"]*)"\/><\/svg>(.*)<\/li>/g,
  );
  assertEquals([...items].map(([, fill, name]) => [name, fill]), [
    ["A", color.scale.range[1]],
    ["B", color.scale.range[2]],
  ]);
});

test("one series needs no legend, a reference does", () => {
  assertEquals(legend(["a", "a"]), undefined);
  const references = [{ label: "law <1>", points: [] }];
  assertStringIncludes(
    String(legend([""], { references })),
    "</svg>law &lt;1&gt;</li>",
  );
});
