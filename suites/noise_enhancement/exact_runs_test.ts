import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../../engines/mod.ts";
import { exactOutcomes } from "../exact/testing.ts";
import { CHECKS } from "./exact_fixture.ts";
import { NE_EXACT_EXECUTORS } from "./exact_runs.ts";
import { exactStudy } from "./exact_study.ts";

test("there is an executor for every kind of run of the study", () => {
  const kinds = new Set(
    exactStudy.cells("smoke").map(({ settings }) => settings.kind),
  );
  assertEquals(new Set(Object.keys(NE_EXACT_EXECUTORS)), kinds);
});

test("runs give the same bits again and free their tensors", async () => {
  const cells = ["real-gradients", "equivalence"];
  await openEngine("wasm");
  const before = tf.memory().numTensors;
  const options = { subject: CHECKS.training, cells };
  const outcomes = await exactOutcomes(CHECKS, options);
  assertEquals(await exactOutcomes(CHECKS, options), outcomes);
  assertEquals(Object.keys(outcomes), cells);
  assertEquals(tf.memory().numTensors, before);
});
