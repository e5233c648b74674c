import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { canonical, sha256 } from "./run_identity.ts";
import {
  deserialize,
  RECORD_VERSION,
  RecordError,
  type RunRecord,
  serialize,
} from "./run_record.ts";
import { claimWith, outcomeWith, planOf, recordsOf } from "../testing.ts";

const [record, other] = [...recordsOf(planOf([claimWith()])).values()];
const text = serialize(record!);

function refusal(text: string): RecordError {
  return assertThrows(() => deserialize(text, record!.run), RecordError);
}

test("a record is read as it was written, on one line", () => {
  assertEquals(deserialize(text, record!.run), record);
  assertEquals(text.indexOf("\n"), text.length - 1);
});

test("a record of an earlier form is read", () => {
  const content = JSON.parse(JSON.stringify(record));
  const checksum = sha256(canonical(content));
  const earlier = `${JSON.stringify({ checksum, ...content })}\n`;
  assertEquals(deserialize(earlier, record!.run), record);
});

test("numbers that do not exist survive", () => {
  const diverged = {
    ...record!,
    outcome: outcomeWith({
      status: "diverged",
      divergedAt: 3,
      metrics: { loss: { value: NaN, unit: "nats" } },
      series: { loss: [2.5, NaN] },
      first: [2.5, NaN],
    }),
  };
  assertEquals(deserialize(serialize(diverged), record!.run), diverged);
});

test("a measured time stays one", () => {
  const metrics = { step: { value: 5, unit: "ms", volatile: true as const } };
  const timed = { ...record!, outcome: outcomeWith({ metrics }) };
  assertEquals(deserialize(serialize(timed), record!.run), timed);
});

test("every bit of a number survives", () => {
  const first = [0.1 + 0.2, 5e-324, Number.MAX_VALUE, Math.fround(0.1)];
  const precise = { ...record!, outcome: outcomeWith({ first }) };
  assertEquals(deserialize(serialize(precise), record!.run), precise);
});

test("half a text, an empty one and other JSON are refused", () => {
  for (const damaged of [text.slice(0, text.length / 2), "", "NaN"]) {
    assertStringIncludes(refusal(damaged).message, "is not JSON");
  }
  for (const damaged of ["null", "7", '"text"']) {
    assertEquals(refusal(damaged).message, "is not a JSON object");
  }
  assertEquals(refusal("[]").message, "does not match its checksum");
});

test("a whole text that holds something else is refused", () => {
  const { outcome: _, ...rest } = record!;
  assertEquals(
    refusal(serialize(rest as RunRecord)).message,
    'is no record of a run: see its "outcome"',
  );
});

test("a changed digit is noticed", () => {
  for (const [digit, changed] of [["80", "81"], ["0.5]", "0.6]"]]) {
    const { message, newer } = refusal(text.replace(digit!, changed!));
    assertEquals(message, "does not match its checksum");
    assertEquals(newer, false);
  }
});

test("the record of another run is refused", () => {
  assertEquals(
    refusal(serialize(other!)).message,
    `is the record of run ${other!.run}`,
  );
});

test("a record of a later version is told from a damaged one", () => {
  const { message, newer } = refusal(
    serialize({ ...record!, version: RECORD_VERSION + 1 }),
  );
  assertEquals(message, "is of version 2, this program reads version 1");
  assertEquals(newer, true);
});
