import type { GradientStatistic, Method } from "../../core/method.ts";

/** What a member of a method must be, and how to say so. */
interface Member {
  readonly name: string;
  readonly must: string;
  readonly is: (value: unknown) => boolean;
}

const functionNamed = (name: string): Member => ({
  name,
  must: "be a function",
  is: (value) => typeof value === "function",
});

const oneOf = (name: string, known: readonly string[]): Member => ({
  name,
  must: `be one of ${known.map((one) => `"${one}"`).join(", ")}`,
  is: (value) => known.some((one) => one === value),
});

const STATISTICS: Readonly<Record<GradientStatistic, true>> = {
  "none": true,
  "squared gradients": true,
  "Kronecker factors": true,
};

/** What a method of each place needs beside its name. */
const MEMBERS: Readonly<Record<Method["place"], readonly Member[]>> = {
  "example weights": [functionNamed("weights")],
  "point of evaluation": [
    functionNamed("point"),
    {
      name: "workers",
      must: "be a positive integer",
      is: (value) => Number.isSafeInteger(value) && Number(value) > 0,
    },
    oneOf("remembers", ["nothing", "deviation"]),
  ],
  "gradient": [
    functionNamed("perturbation"),
    oneOf("statistic", Object.keys(STATISTICS)),
  ],
  "several": [
    {
      name: "weights",
      must: 'be a method whose place is "example weights"',
      is: (value) => isOf("example weights", value),
    },
    {
      name: "gradient",
      must: 'be a list of methods whose place is "gradient"',
      is: (value) =>
        Array.isArray(value) && value.every((one) => isOf("gradient", one)),
    },
  ],
  "by epoch": [functionNamed("at")],
};

/** What keeps a value from being a method, in words, if anything does. */
export function shapeProblem(value: unknown): string | undefined {
  if (!isObject(value)) {
    return "its default export must be a method, an object with a name and a place";
  }
  if (typeof value.name !== "string" || value.name === "") {
    return `name must be a text that is not empty, current value ${
      textOf(value.name)
    }`;
  }
  const { place } = value;
  if (typeof place !== "string" || !Object.hasOwn(MEMBERS, place)) {
    const { must } = oneOf("place", Object.keys(MEMBERS));
    return `place must ${must}, current value ${textOf(place)}`;
  }
  for (const { name, must, is } of MEMBERS[place as Method["place"]]) {
    if (is(value[name])) continue;
    return `a method whose place is "${place}" needs "${name}", which must ${must}, current value ${
      textOf(value[name])
    }`;
  }
  return undefined;
}

function isOf(place: Method["place"], value: unknown): boolean {
  return isObject(value) && value.place === place &&
    shapeProblem(value) === undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function textOf(value: unknown): string {
  if (typeof value === "string") return `"${value}"`;
  if (Array.isArray(value)) return "a list";
  return isObject(value) || typeof value === "function"
    ? `a value of type ${typeof value}`
    : String(value);
}
