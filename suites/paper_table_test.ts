import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { fileURLToPath } from "node:url";
import { digestOfFile } from "../core/checksum.ts";
import {
  numbersOfRow,
  paperTableChecksum,
  readPaperTable,
} from "./paper_table.ts";

test("a table's checksum is that of its bytes", async () => {
  const name = "noise_enhancement_table_3";
  const path = new URL(`../golden/paper/${name}.csv`, import.meta.url);
  const { sha256 } = await digestOfFile(fileURLToPath(path));
  assertEquals(paperTableChecksum(name), sha256);
});

test("readPaperTable gives a record for each row", () => {
  const table = readPaperTable("noise_enhancement_table_3");
  assertEquals(table.length, 6);
  assertEquals(table[0], {
    network: "F1",
    method: "without NE",
    alpha: "1",
    batch_size: "900",
    quantity: "best_test_accuracy",
    value: "90.17",
    sd: "0.14",
    n: "10",
    unit: "percent",
  });
});

test("numbersOfRow gives a row's mean, standard deviation and number", () => {
  const [row] = readPaperTable("noise_enhancement_table_3");
  assertEquals(numbersOfRow(row!), { value: 90.17, sd: 0.14, n: 10 });
});
