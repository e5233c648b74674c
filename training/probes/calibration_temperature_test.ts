import { assertAlmostEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { calibrationTemperature } from "./calibration_temperature.ts";

test("logits of known odds are brought to them", () => {
  // Three of four examples have the first class, so odds of 3 are best: the
  // difference d of the logits should be log 3.
  const d = 5;
  const logits = Float32Array.of(d, 0, d, 0, d, 0, d, 0);
  const temperature = calibrationTemperature(logits, {
    ...{ labels: [0, 0, 0, 1], classes: 2 },
  });
  assertAlmostEquals(temperature, d / Math.log(3), 1e-6);
});

test("certain or useless logits end at the range's limits", () => {
  const labels = [0, 1];
  const right = Float32Array.of(1, 0, 0, 1);
  const wrong = Float32Array.of(0, 1, 1, 0);
  const options = { labels, classes: 2 };
  assertAlmostEquals(calibrationTemperature(right, options), 1e-3, 1e-9);
  assertAlmostEquals(calibrationTemperature(wrong, options), 1e3, 1e-3);
});
