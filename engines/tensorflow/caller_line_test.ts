import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { callerIn, callerLine } from "./caller_line.ts";

/** The file and line of a place, without its column. */
function lineOf(place: string): string {
  return place.replace(/:\d+$/, "");
}

test("the line is that of the caller", () => {
  const [place, stack] = [callerLine(), String(new Error().stack)];
  assertStringIncludes(place, "/caller_line_test.ts:");
  assertStringIncludes(stack, lineOf(place));
});

test("frames of libraries are passed over", () => {
  const inLibrary = tf.op({ f_: callerLine as () => string & tf.Tensor });
  const [place, stack] = [inLibrary(), String(new Error().stack)];
  assertStringIncludes(stack, lineOf(place));
});

test("packages in Deno's cache are passed over, wherever they are from", () => {
  const cache = "file:///cache/npm/packages.example.org";
  const library = [
    `at Object.f (${cache}/@tensorflow/tfjs-core/4.22.0/dist/op.js:1:2)`,
    `at ${cache}/long/5.0.0-rc.1/index.js:3:4`,
  ];
  for (
    const place of [
      "file:///project/step.ts:5:6",
      "file:///project/npm/mine/step/step.ts:5:6",
    ]
  ) {
    const stack = ["Error", ...library, `at step (${place})`].join("\n    ");
    assertEquals(callerIn(stack), place);
  }
});

test("a call without a caller has no line", async () => {
  const found: { place?: string } = {};
  // Copying the property calls its getter, with no frame of this file.
  const source = Object.defineProperty({}, "place", {
    ...{ get: callerLine, enumerable: true },
  });
  setTimeout(Object.assign.bind(Object, found, source));
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(found.place, "unknown place");
});

test("the length of stacks stays as it was", () => {
  const { stackTraceLimit } = Error;
  callerLine();
  assertEquals(Error.stackTraceLimit, stackTraceLimit);
});
