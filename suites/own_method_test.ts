import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { withOwnMethod } from "./own_method.ts";

const DIGEST = "c0ffee";

function withMethod(method: { name: string }, kind = "classification") {
  return { kind, datasets: [], batchSize: 8, method };
}

test("a user's method stands in for SGD, also for workers' SGD", () => {
  for (const name of ["sgd", "data-parallel SGD"]) {
    assertEquals(
      withOwnMethod(withMethod({ name }), { digest: DIGEST }),
      {
        ...withMethod({ name: "user's own" }),
        method: {
          ...{ name: "user's own", digest: DIGEST },
        },
      },
    );
  }
});

test("other methods, and runs that are no trainings, have no companion", () => {
  for (
    const settings of [
      withMethod({ name: "GNC" }),
      withMethod({ name: "sgd" }, "step times"),
      { kind: "classification", datasets: [] },
    ]
  ) {
    assertEquals(withOwnMethod(settings, { digest: DIGEST }), undefined);
  }
});
