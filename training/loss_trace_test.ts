import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { lossTrace, TRACE_WIDTH } from "./loss_trace.ts";

const LOSSES = Float32Array.of(2.25, 1.5, 1e-3, NaN, Infinity, 0);

/** The float whose bits are these as an integer. */
function fromBits(bits: number): Float32Array {
  return new Float32Array(Uint32Array.of(bits).buffer);
}

test("each loss has its characters, wherever it stands", () => {
  const trace = lossTrace(LOSSES);
  assertMatch(trace, /^[A-Za-z0-9+/]+$/);
  assertEquals(trace.length, TRACE_WIDTH * LOSSES.length);
  assertEquals(
    trace,
    Array.from(LOSSES, (loss) => lossTrace(Float32Array.of(loss))).join(""),
  );
  assertEquals(lossTrace(LOSSES.subarray(2)), trace.slice(2 * TRACE_WIDTH));
  assertEquals(lossTrace(new Float32Array()), "");
});

test("losses that differ in the last bit have other characters", () => {
  const bits = 0x40100000;
  const traces = Array.from(
    { length: 64 },
    (_, i) => lossTrace(fromBits(bits + i)),
  );
  for (const [i, trace] of traces.slice(1).entries()) {
    assertNotEquals(trace, traces[i]);
  }
});

test("one NaN is as good as another", () => {
  const [plain, ...others] = [0x7fc00000, 0xffc00000, 0x7fc00001]
    .map((bits) => lossTrace(fromBits(bits)));
  for (const other of others) assertEquals(other, plain);
});
