import { assertEquals, assertThrows } from "./assert.ts";
import { test } from "./testing_bdd.ts";
import { parse, stringify } from "./csv.ts";

test("parse gives arrays of strings", () => {
  assertEquals(parse("a,b\r\n1, x\n\n"), [["a", "b"], ["1", " x"]]);
  assertEquals(parse("\ufeffa\tb\n", { separator: "\t" }), [["a", "b"]]);
  assertEquals(parse("a,b\n1\n"), [["a", "b"], ["1"]]);
  assertEquals(parse(""), []);
});

test("parse reads quoted fields", () => {
  assertEquals(parse('"a,b","say ""x""","two\nlines",""'), [
    ["a,b", 'say "x"', "two\nlines", ""],
  ]);
});

test("parse names fields after the first row or after columns", () => {
  const text = "seed,value\n0,89.9\n";
  const named: Record<string, string>[] = parse(text, { skipFirstRow: true });
  assertEquals(named, [{ seed: "0", value: "89.9" }]);
  const renamed: Record<"s" | "v", string>[] = parse(text, {
    skipFirstRow: true,
    columns: ["s", "v"],
  });
  assertEquals(renamed, [{ s: "0", v: "89.9" }]);
  assertEquals(parse("0,1", { columns: ["s", "v"] }), [{ s: "0", v: "1" }]);
});

test("parse refuses a record of the wrong length and a stray quote", () => {
  assertThrows(
    () => parse("a,b\n1,2\n3\n", { skipFirstRow: true }),
    SyntaxError,
    "line 3",
  );
  assertThrows(() => parse('a,"b\n'), SyntaxError, "Cannot parse CSV");
  assertThrows(() => parse('a,b"c"\n'), SyntaxError, "Cannot parse CSV");
});

test("stringify writes the columns of records", () => {
  const data = [
    { suite: "ne-exact", value: 0.1, ok: true, ignored: 1 },
    { suite: "a,b", value: NaN, ok: false },
    { suite: 'say "x"\n', value: null },
  ];
  const columns = ["suite", { prop: "value", header: "v" }, "ok"];
  assertEquals(
    stringify(data, { columns }),
    "suite,v,ok\r\n" +
      "ne-exact,0.1,true\r\n" +
      '"a,b",NaN,false\r\n' +
      '"say ""x""\n",,\r\n',
  );
  assertEquals(
    stringify(data.slice(0, 1), { columns, headers: false, separator: "\t" }),
    "ne-exact\t0.1\ttrue\r\n",
  );
});

test("stringify writes arrays without a header", () => {
  assertEquals(stringify([["a", 1], ["", 2]]), "a,1\r\n,2\r\n");
  assertEquals(
    stringify([["a", 1]], { columns: [{ prop: 1, header: "n" }] }),
    "n\r\n1\r\n",
  );
});

test("stringify refuses objects without columns", () => {
  assertThrows(() => stringify([{ a: 1 }]), TypeError, "give the columns");
});

test("parse reads what stringify writes", () => {
  const rows = [["-0", "1e-7"], ["line\nbreak", "\r"], ['"', ",x "]];
  assertEquals(parse(stringify(rows)), rows);
});
