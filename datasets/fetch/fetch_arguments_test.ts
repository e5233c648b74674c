import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../../core/usage_error.ts";
import {
  FETCH_HELP,
  type FetchArguments,
  parseFetchArguments,
} from "./fetch_arguments.ts";
import { SOURCE_NAMES } from "../mod.ts";

const DEFAULTS: FetchArguments = {
  names: ["fashion-mnist", "mnist"],
  dataDir: undefined,
  mirror: undefined,
  quiet: false,
  help: false,
};

test("parseFetchArguments asks for 42 MB by default", () => {
  assertEquals(parseFetchArguments([]), DEFAULTS);
});

test("parseFetchArguments reads names, each once, and options", () => {
  const args = "mnist --quiet --data-dir=a,b mnist --mirror http://lab/ --help";
  assertEquals(parseFetchArguments(args.split(" ")), {
    names: ["mnist"],
    dataDir: "a,b",
    mirror: "http://lab/",
    quiet: true,
    help: true,
  });
});

const REFUSED: readonly [string, string][] = [
  [
    "fashion-mnits",
    'Unknown data set "fashion-mnits": the nearest is "fashion-mnist" of ' +
    "fashion-mnist, mnist, cifar-10, cifar-100",
  ],
  ["cifar10", 'Unknown data set "cifar10": the nearest is "cifar-10"'],
  ["Mnist", 'Unknown data set "Mnist": the nearest is "mnist"'],
  ["7", 'Unknown data set "7": the nearest is "mnist"'],
  ["synthetic", 'Cannot fetch data set "synthetic": it is made on the spot'],
  ["--datadir=x", 'Unknown option "--datadir"'],
  ["-q", 'Unknown option "-q"'],
];

for (const [argument, message] of REFUSED) {
  test(`parseFetchArguments refuses ${argument}`, () => {
    assertThrows(() => parseFetchArguments([argument]), UsageError, message);
  });
}

test("the help names every data set and option", () => {
  for (const word of [...SOURCE_NAMES, "--data-dir", "--mirror", "--quiet"]) {
    assertStringIncludes(FETCH_HELP, word);
  }
});
