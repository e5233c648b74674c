import * as tf from "@tensorflow/tfjs-core";
import { test } from "@std/testing/bdd";
import { checkKnownAnswers } from "./known_answers.ts";
import { questions } from "./questions.ts";
import { onOracle } from "./testing.ts";

/** The oracle cannot draw as webgpu does, and drops NaN in max-pooling. */
const oracleKnows = (question: string) =>
  !/Philox|uniform|normal|max-pooling of NaN/.test(question);

for (
  const known of questions().filter(({ question }) => oracleKnows(question))
) {
  test(`the oracle agrees about ${known.question}`, async () => {
    await onOracle(() => tf.scalar(0));
    await checkKnownAnswers("the oracle", [known]);
  });
}
