import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { placesAlong } from "./places_along.ts";

test("values of a series stand at equal distances", () => {
  const series = new Map([[0, [7, 8, 9]], [3, [7]]]);
  assertEquals(
    placesAlong(series, { every: 4 }),
    new Map([[0, [0, 4, 8]], [3, [0]]]),
  );
  assertEquals(
    placesAlong(series, { every: 2, from: 1 }).get(0),
    [1, 3, 5],
  );
});
