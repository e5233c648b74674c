import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { settingsLine, settingTexts, sharedSettings } from "./settings_text.ts";
import { trainingWith } from "../testing.ts";

test("settings are words and numbers", () => {
  const texts = settingTexts(trainingWith());
  assertEquals(texts.get("train examples"), "20");
  assertEquals(texts.get("optimizer"), "adam");
  assertEquals(texts.get("optimizer beta1"), "0.9");
  assertEquals(texts.get("optimizer epsilon"), "1e-7");
  assertEquals(texts.get("datasets"), "synthetic");
});

test("lists, and lists of lists and of records", () => {
  const texts = settingTexts({
    kind: "a kind",
    datasets: [],
    alphas: [1, 1.5],
    weightings: [[0.5, 0.5], [1, 0]],
    conditions: [{ alpha: 2, batchSize: 5 }, { alpha: 3, batchSize: 1 }],
    augmented: false,
  });
  assertEquals([...texts], [
    ["kind", "a kind"],
    ["alphas", "1 1.5"],
    ["weightings", "0.5 0.5; 1 0"],
    ["conditions", "alpha 2, batch size 5; alpha 3, batch size 1"],
    ["augmented", "false"],
  ]);
});

test("what all have in common is told apart", () => {
  const { shared, own } = sharedSettings([
    new Map([["method", "sgd"], ["batch size", "5"]]),
    new Map([["method", "noise"], ["alpha", "3"], ["batch size", "5"]]),
  ]);
  assertEquals(settingsLine(shared), "batch size 5");
  assertEquals(own.map(settingsLine), ["method sgd", "method noise, alpha 3"]);
});
