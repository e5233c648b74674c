import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../../core/usage_error.ts";
import { claimWith, tunedClaim } from "../testing.ts";
import type { SeedChoice } from "./plan.ts";
import { refuseTuningSeeds } from "./tuning_seeds.ts";

/** Declared are seeds 0 to 2, and the second claim is tuned with 7 and 8. */
function refuse(choice: SeedChoice | undefined, claims = [tunedClaim()]) {
  refuseTuningSeeds([claimWith(), ...claims], { tier: "desk", choice });
}

test("seeds that no setting was tuned with may be chosen", () => {
  refuse(undefined);
  refuse([0, 6, 9]);
  refuse({ count: 7 });
  refuse([7, 8], []);
});

test("seeds that settings were tuned with are named and refused", () => {
  const refusal = (choice: SeedChoice) =>
    assertThrows(() => refuse(choice), UsageError).message;
  assertEquals(
    refusal([8, 1]),
    "Cannot report made-up with seed 8: its settings are tuned with it; choose others with --seeds",
  );
  assertEquals(
    refusal({ count: 9 }),
    "Cannot report made-up with seeds 7, 8: its settings are tuned with them; choose others with --seeds",
  );
});
