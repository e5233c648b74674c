import * as tf from "@tensorflow/tfjs-core";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { checkKnownAnswers } from "./known_answers.ts";
import { questions } from "./questions.ts";
import { onOracle } from "./testing.ts";

test("each number of an answer is checked", async () => {
  await onOracle(() => tf.scalar(0));
  const asked = questions().filter(({ question }) =>
    /product|sum|exp|relu/.test(question)
  );
  for (const { question, ask, answer, tolerance } of asked) {
    for (const at of [0, answer.length - 1]) {
      const wrong = Array.from(answer);
      const right = wrong[at]!;
      wrong[at] = Number.isFinite(right) ? right * 1.0001 + 1e-3 : 1;
      const options = tolerance === undefined ? {} : { tolerance };
      await assertRejects(
        () =>
          checkKnownAnswers("Test GPU", [
            { question, ask, answer: wrong, ...options },
          ]),
        Error,
        `Cannot use Test GPU (webgpu): it computes ${question} wrongly, number ${at} is `,
      );
    }
  }
});

test("missing and additional numbers are wrong", async () => {
  await onOracle(() => tf.scalar(0));
  for (const answer of [[1, 1], [1, 1, 1, 1]]) {
    await assertRejects(
      () =>
        checkKnownAnswers("Test GPU", [
          { question: "ones", ask: () => tf.ones([3]), answer },
        ]),
      Error,
      "it computes ones wrongly",
    );
  }
});

test("asking leaves no tensor behind", async () => {
  await onOracle(() => tf.scalar(0));
  const before = tf.memory().numTensors;
  const [first] = questions();
  assert(first !== undefined);
  await checkKnownAnswers("the oracle", [first]);
  assertEquals(tf.memory().numTensors, before);
});
