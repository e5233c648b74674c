import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { forEachWindow } from "./pool_windows.ts";

/** Pixels of every window, and where their results begin. */
function windowsOf(
  images: [number, number, number, number],
  pad: "valid" | "same" | tf.backend_util.ExplicitPadding,
): [number, number[]][] {
  const info = tf.backend_util.computePool2DInfo(images, 2, 2, 1, pad);
  const windows: [number, number[]][] = [];
  forEachWindow(info, ({ pixels, size, output }) => {
    windows.push([output, [...pixels.subarray(0, size)]]);
  });
  return windows;
}

test("windows follow each other row by row, example by example", () => {
  assertEquals(windowsOf([2, 2, 4, 1], "valid"), [
    [0, [0, 1, 4, 5]],
    [1, [2, 3, 6, 7]],
    [2, [8, 9, 12, 13]],
    [3, [10, 11, 14, 15]],
  ]);
});

test("pixels are the channels apart", () => {
  assertEquals(windowsOf([1, 2, 2, 3], "valid"), [[0, [0, 3, 6, 9]]]);
});

test("padding is left out, and windows of nothing else", () => {
  assertEquals(windowsOf([1, 3, 3, 1], "same"), [
    [0, [0, 1, 3, 4]],
    [1, [2, 5]],
    [2, [6, 7]],
    [3, [8]],
  ]);
  assertEquals(windowsOf([1, 2, 2, 1], [[0, 0], [2, 0], [0, 0], [0, 0]]), [
    [1, [0, 1, 2, 3]],
  ]);
});
