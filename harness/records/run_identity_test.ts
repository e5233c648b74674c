import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { datasetChecksum } from "../../datasets/mod.ts";
import { paperTableChecksum } from "../../suites/paper_table.ts";
import type { Json } from "../../suites/suite.ts";
import { canonical, runHash, runIdentity, sha256 } from "./run_identity.ts";
import { claimWith, FINGERPRINT, planOf, settingsWith } from "../testing.ts";

const identity = runIdentity(settingsWith(1), { seed: 0, engine: FINGERPRINT });

test("canonical JSON does not depend on the order of keys", () => {
  assertEquals(
    canonical({ b: [1, { d: null, c: "x" }], a: true }),
    '{"a":true,"b":[1,{"c":"x","d":null}]}',
  );
  assertEquals(canonical({ a: 1, b: 2 }), canonical({ b: 2, a: 1 }));
  assertNotEquals(canonical([1, 2]), canonical([2, 1]));
});

test("canonical JSON is JSON", () => {
  const value = { 'quote "': "line\nbreak", "α": [-0.1, 1e300, ""], "": {} };
  assertEquals(JSON.parse(canonical(value)), value);
});

test("sha256 of the empty text is the published one", () => {
  assertEquals(
    sha256(""),
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  );
});

test("the identity names the bytes of the data", () => {
  const { datasets } = runIdentity(
    { ...settingsWith(1), datasets: ["fashion-mnist"] },
    { seed: 0, engine: FINGERPRINT },
  );
  assertEquals(datasets, { "fashion-mnist": datasetChecksum("fashion-mnist") });
});

test("the identity names the bytes of a paper's tables", () => {
  const name = "noise_enhancement_table_3";
  const identity = runIdentity(
    { ...settingsWith(1), tables: [name] },
    { seed: 0, engine: FINGERPRINT },
  );
  assertEquals(identity.tables, { [name]: paperTableChecksum(name) });
  const canonicalForm = canonical(identity as unknown as Json);
  assertEquals(runHash(identity), sha256(canonicalForm).slice(0, 32));
});

test("everything that decides the bits changes the hash", () => {
  const others = [
    identity,
    { ...identity, settings: settingsWith(2) },
    { ...identity, seed: 1 },
    { ...identity, datasets: { mnist: "00" } },
    { ...identity, tables: { table: "00" } },
    { ...identity, engine: { ...FINGERPRINT, backend: "0.0.1" } },
    { ...identity, numerics: identity.numerics + 1 },
  ];
  const hashes = others.map(runHash);
  assertEquals(new Set(hashes).size, others.length);
  for (const hash of hashes) assertMatch(hash, /^[0-9a-f]{32}$/);
});

test("the hash is that of the canonical form", () => {
  const hash = sha256(canonical(identity as unknown as Json)).slice(0, 32);
  assertEquals([runHash(identity), runHash(identity)], [hash, hash]);
});

test("the suite that asks does not change the hash", () => {
  const [first, second] = planOf([
    claimWith({ id: "one" }),
    claimWith({ id: "another", exact: true }),
  ]).suites;
  assertEquals(first!.cells[0]!.runs, second!.cells[0]!.runs);
});
