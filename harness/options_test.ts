import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../core/usage_error.ts";
import { SUITES } from "../suites/mod.ts";
import {
  engineNamed,
  seedsIn,
  suiteNamed,
  suitesNamed,
  tierNamed,
} from "./options.ts";

/** The line that a person reads. */
function refusal(fn: () => unknown): string {
  return assertThrows(fn, UsageError).message;
}

test("suites by name, each once, all without a name", () => {
  assertEquals(suitesNamed([]), SUITES);
  const [, second, third] = SUITES.map(({ id }) => id) as [
    string,
    string,
    string,
  ];
  assertEquals(
    suitesNamed([third, second, third]).map(({ id }) => id),
    [third, second],
  );
});

test("a pattern stands for all suites that it fits, in their order", () => {
  const of = (...words: string[]) => suitesNamed(words).map(({ id }) => id);
  const all = SUITES.map(({ id }) => id);
  assertEquals(of("gnc-*"), all.filter((id) => id.startsWith("gnc-")));
  assertEquals(of("*"), all);
  assertEquals(of("smith-exact", "smith-ex*"), ["smith-exact"]);
  refusal(() => suitesNamed(["gan-*"]));
});

test("one suite is not chosen among several", () => {
  assertEquals(suiteNamed("gnc-exact").id, "gnc-exact");
  assertEquals(suiteNamed("gnc-ex*").id, "gnc-exact");
  assertEquals(
    refusal(() => suiteNamed("*-exact")),
    'Cannot use "*-exact" for one suite: name one of ne-exact, smith-exact, gnc-exact, fisher-exact',
  );
  refusal(() => suiteNamed("gan-exact"));
});

test("an unknown suite is refused with the nearest one", () => {
  assertEquals(
    refusal(() => suitesNamed(["ne-large-bach"])),
    'Unknown suite "ne-large-bach": did you mean ne-large-batch? "deno task repro list" shows all suites',
  );
  const commands = ["list", "show"];
  assertEquals(
    refusal(() => suitesNamed(["lsit"], { commands })),
    'Unknown suite or command "lsit": did you mean list? "deno task repro list" shows all suites',
  );
  assertMatch(
    refusal(() => suitesNamed(["ne-exact", "lsit"], { commands })),
    /^Unknown suite "lsit": did you mean .+-/,
  );
  refusal(() => suitesNamed([""]));
  refusal(() => suitesNamed(["NE-EXACT"]));
});

test("an unknown tier or engine is refused with the nearest one", () => {
  assertEquals(tierNamed("desk"), "desk");
  assertEquals(engineNamed("auto"), "auto");
  assertEquals(engineNamed("tensorflow"), "tensorflow");
  assertEquals(
    refusal(() => tierNamed("disk")),
    'Unknown tier "disk": did you mean desk? There are smoke, desk, paper',
  );
  assertEquals(
    refusal(() => engineNamed("wsam")),
    'Unknown engine "wsam": did you mean wasm? There are auto, wasm, webgpu, tensorflow, cpu',
  );
});

test("seeds are a count or a list", () => {
  assertEquals(seedsIn("5"), { count: 5 });
  assertEquals(seedsIn("10000"), { count: 10_000 });
  assertEquals(seedsIn("7,3"), [3, 7]);
  assertEquals(seedsIn(" 3, 7 "), [3, 7]);
  assertEquals(seedsIn("0,"), [0]);
  assertEquals(seedsIn("9007199254740991,"), [2 ** 53 - 1]);
});

test("wrong seeds are refused by what is wrong with them", () => {
  for (
    const part of ["-1", "1.5", "abc", "1e3", "0x1", "", "9007199254740992"]
  ) {
    for (const text of [part, `0,${part},1`]) {
      const line = refusal(() => seedsIn(text));
      assertEquals(
        line,
        `Cannot use seeds "${text}": "${part}" is not an integer from 0 to 2^53 - 1; write a count (5), a list (3,7) or one seed with a comma (7,)`,
      );
    }
  }
  refusal(() => seedsIn(","));
});

test("a count of none or too many is refused, and seeds that are there twice", () => {
  assertEquals(
    refusal(() => seedsIn("0")),
    'Cannot use seeds "0": the count must be from 1 to 10000; for seed 0 alone write "0,"',
  );
  refusal(() => seedsIn("99999999999"));
  assertEquals(
    refusal(() => seedsIn("3,1,3")),
    'Cannot use seeds "3,1,3": seed 3 is there twice',
  );
});
