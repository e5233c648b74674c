import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { gpusIn } from "./gpus.ts";

test("each line is a processor", () => {
  assertEquals(
    gpusIn(
      "NVIDIA H200, 550.54.15, 143771 MiB\nNVIDIA T4, 550.54.15, 15360 MiB\n",
    ),
    [
      { name: "NVIDIA H200", driver: "550.54.15", memory: "143771 MiB" },
      { name: "NVIDIA T4", driver: "550.54.15", memory: "15360 MiB" },
    ],
  );
});

test("without a driver there is none", () => {
  assertEquals(gpusIn(""), []);
  assertEquals(gpusIn("No devices were found\n"), []);
});
