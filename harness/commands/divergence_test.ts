import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { RunOutcome } from "../../suites/suite.ts";
import {
  type Divergence,
  divergenceOf,
  divergenceText,
  firstOtherUpdate,
} from "./divergence.ts";
import { outcomeWith } from "../testing.ts";

/** A link of parameters `a` and `b`, whose hashes are these. */
function link(step: number, a: string, b: string): RunOutcome["links"][number] {
  return { step, chain: `${step} ${a} ${b}`, tensors: { a, b } };
}

const OUTCOME = outcomeWith({
  steps: 5,
  links: [
    ...[link(0, "00", "00"), link(1, "10", "10"), link(2, "20", "20")],
    ...[link(4, "40", "40"), link(5, "50", "50")],
  ],
  trace: "aabbccddee",
});

/** How it differs from the outcome, and the same in words. */
function seen(
  parts: Partial<RunOutcome>,
): { divergence: Divergence; text: string } {
  const divergence = divergenceOf(OUTCOME, { ...OUTCOME, ...parts })!;
  const { numbers } = divergence;
  assertEquals(
    divergenceOf({ ...OUTCOME, ...parts }, OUTCOME)?.numbers.length,
    numbers.length,
  );
  return { divergence, text: divergenceText(divergence) };
}

test("the same outcomes do not differ, numbers that do not exist included", () => {
  assertEquals(divergenceOf(OUTCOME, structuredClone(OUTCOME)), undefined);
  const nan = { ...OUTCOME, first: [NaN] };
  assertEquals(divergenceOf(nan, structuredClone(nan)), undefined);
});

test("a measured time is no difference", () => {
  const timed = (value: number) =>
    outcomeWith({ metrics: { step: { value, unit: "ms", volatile: true } } });
  assertEquals(divergenceOf(timed(1), timed(2)), undefined);
});

test("the first update with another loss and the first other tensor are named", () => {
  const { divergence, text } = seen({
    trace: "aabbccDDEE",
    links: [
      ...OUTCOME.links.slice(0, 3),
      ...[link(4, "40", "4x"), link(5, "5x", "5x")],
    ],
  });
  assertEquals(divergence, {
    parameters: { sameAfter: 2, otherAfter: 4, tensors: ["b"], ofTensors: 2 },
    loss: 4,
    numbers: [],
  });
  assertEquals(firstOtherUpdate(divergence), 4);
  assertEquals(
    text,
    "update 4 is the first with another loss; the same parameters after 2 updates, others after 4, first b (1 of 2 tensors)",
  );
});

test("other parameters at the beginning are told", () => {
  const { divergence, text } = seen({ links: [link(0, "0x", "0x")] });
  assertEquals(firstOtherUpdate(divergence), 0);
  assertEquals(
    text,
    "other parameters at the beginning, first a (2 of 2 tensors)",
  );
});

test("a run that ended earlier agrees as far as it went", () => {
  const { divergence, text } = seen({
    ...{ steps: 3, trace: "aabbcc" },
    links: [...OUTCOME.links.slice(0, 3), link(3, "30", "30")],
  });
  assertEquals(divergence, { numbers: ["updates: 5, 3"] });
  assertEquals(text, "the same updates, other numbers; updates: 5, 3");
});

test("records without a trace are compared by their links", () => {
  const { trace: _, ...old } = OUTCOME;
  assertEquals(divergenceOf(old, OUTCOME), undefined);
  const links = [link(0, "00", "00"), link(1, "1x", "10")];
  assertEquals(divergenceOf(old, { ...OUTCOME, links }), {
    parameters: { sameAfter: 0, otherAfter: 1, tensors: ["a"], ofTensors: 2 },
    numbers: [],
  });
});

test("other numbers of the same updates are named, a few of them", () => {
  const accuracy = { accuracy: { value: 81, unit: "percent" } };
  const { text } = seen({
    metrics: { ...OUTCOME.metrics, ...accuracy },
    status: "diverged",
    divergedAt: 3,
    first: [2.5, NaN],
    series: {},
  });
  assertEquals(
    text,
    "the same updates, other numbers; status: converged, diverged; diverged at: none, 3; accuracy: 80, 81; and 4 more",
  );
});
