import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { misshapenPart } from "./record_shape.ts";
import { claimWith, outcomeWith, planOf, recordsOf } from "../testing.ts";

const [record] = [...recordsOf(planOf([claimWith()])).values()];

/** The record as JSON, with a part of it exchanged. */
function withPart(part: object): Record<string, unknown> {
  return { ...JSON.parse(JSON.stringify(record)), ...part };
}

test("records as they are written have the shape", () => {
  assertEquals(misshapenPart(withPart({})), undefined);
  const diverged = outcomeWith({
    status: "diverged",
    divergedAt: 2,
    metrics: { loss: { value: NaN, unit: "nats" } },
    series: { loss: [1, NaN] },
  });
  const outcome = JSON.parse(JSON.stringify(diverged)) as object;
  assertEquals(misshapenPart(withPart({ outcome })), undefined);
});

test("a part that is missing or of the wrong kind is named", () => {
  const { identity, outcome } = record!;
  const cases: [object, string][] = [
    [{ identity: undefined }, "identity"],
    [{ identity: { ...identity, seed: -1 } }, "identity"],
    [{ identity: { ...identity, engine: "wasm" } }, "identity"],
    [{ identity: { ...identity, engine: {} } }, "identity"],
    [{ identity: { ...identity, settings: [] } }, "identity"],
    [{ outcome: null }, "outcome"],
    [{ outcome: { ...outcome, status: "fine" } }, "outcome"],
    [{ outcome: { ...outcome, metrics: { accuracy: 80 } } }, "outcome"],
    [{ outcome: { ...outcome, series: { loss: ["2"] } } }, "outcome"],
    [{ outcome: { ...outcome, series: undefined } }, "outcome"],
    [{ seconds: "1" }, "seconds"],
    [{ environment: [] }, "environment"],
  ];
  for (const [part, name] of cases) {
    assertEquals(misshapenPart(withPart(part)), name);
  }
});
