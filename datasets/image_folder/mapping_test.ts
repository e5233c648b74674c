import { join } from "node:path";
import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../../core/usage_error.ts";
import { MAPPING_NAME, readMapping } from "./mapping.ts";
import { withFiles } from "./testing_files.ts";

const classNames = ["n01", "n02"];
const HEADER = "ImageId,PredictionString\n";

test("readMapping takes the first class of each line", () =>
  withFiles({
    [MAPPING_NAME]: `${HEADER}v_1,n02 1 2 3 4 n02 5 6 7 8 \r\nv_2,n01\n`,
  }, async (folder) => {
    const path = join(folder, MAPPING_NAME);
    assertEquals(
      await readMapping(path, { classNames }),
      new Map([["v_1", 1], ["v_2", 0]]),
    );
  }));

const REFUSED: readonly [string, string, string][] = [
  [
    "an unknown class",
    "v_1,n01 1\nv_2,n03 1\n",
    'expected a class of train after the name in row 3, found "n03"',
  ],
  [
    "a line without a class",
    "v_1\n",
    'expected a class of train after the name in row 2, found ""',
  ],
  ["a broken quotation", 'v_1,"n01\n', ""],
];

for (const [what, lines, found] of REFUSED) {
  test(`readMapping refuses ${what}`, () =>
    withFiles({ [MAPPING_NAME]: HEADER + lines }, async (folder) => {
      const path = join(folder, MAPPING_NAME);
      await assertRejects(
        () => readMapping(path, { classNames }),
        UsageError,
        `Cannot read ${path}: ${found}`,
      );
    }));
}
