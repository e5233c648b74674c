import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { isMethod } from "../../suites/check_method.ts";
import { shapeProblem } from "./shape_problem.ts";

const nothing = () => ({});
const weights = { name: "w", place: "example weights", weights: nothing };
const gradient = {
  ...{ name: "g", place: "gradient", statistic: "none" },
  perturbation: nothing,
};
/** One of each place. */
const METHODS = [
  weights,
  gradient,
  {
    ...{ name: "p", place: "point of evaluation", workers: 2 },
    ...{ remembers: "nothing", point: nothing },
  },
  { name: "s", place: "several", weights, gradient: [gradient] },
  { name: "e", place: "by epoch", at: () => weights },
];

test("a method of each place has no problem, and one without a member has", () => {
  for (const method of METHODS) {
    assert(isMethod(method));
    assertEquals(shapeProblem(method), undefined);
    const { name: _name, place: _place, ...members } = method;
    for (const member of Object.keys(members)) {
      assertStringIncludes(
        shapeProblem({ ...method, [member]: undefined })!,
        `a method whose place is "${method.place}" needs "${member}", which must be`,
      );
    }
  }
});

test("a place that there is not is told, and those that there are", () => {
  assertEquals(
    shapeProblem({ name: "x", place: "nowhere" }),
    'place must be one of "example weights", "point of evaluation", "gradient", "several", "by epoch", current value "nowhere"',
  );
  assertStringIncludes(shapeProblem({ name: "x" })!, "current value undefined");
});

test("what is missing is named", () => {
  assertEquals(
    shapeProblem({ name: "x", place: "gradient" }),
    'a method whose place is "gradient" needs "perturbation", which must be a function, current value undefined',
  );
  assertEquals(
    shapeProblem({ ...gradient, statistic: "squares" }),
    'a method whose place is "gradient" needs "statistic", which must be one of "none", "squared gradients", "Kronecker factors", current value "squares"',
  );
  assertStringIncludes(
    shapeProblem({ ...METHODS[3], gradient: [weights] })!,
    'must be a list of methods whose place is "gradient", current value a list',
  );
});

test("what is no object or has no name is no method", () => {
  for (const value of [undefined, null, 3, "mine", nothing]) {
    assertStringIncludes(shapeProblem(value)!, "its default export must be");
  }
  assertEquals(
    shapeProblem({ ...weights, name: "" }),
    'name must be a text that is not empty, current value ""',
  );
});
