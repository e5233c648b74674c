import protobuf from "google-protobuf";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import {
  configProto,
  inputDefinitions,
  trueAttributeValue,
} from "./messages.ts";

// A field is its number, times 8, plus its kind: 0 a number, 2 a length.

test("a configuration has the threads, and GPU memory that grows", () => {
  assertEquals(
    [...configProto({ threads: 3 })],
    [2 * 8, 3, 5 * 8, 3, 6 * 8 + 2, 2, 4 * 8, 1],
  );
});

test("an attribute that is true", () => {
  assertEquals([...trueAttributeValue()], [5 * 8, 1]);
});

test("the inputs of an operation: one, a list of one dtype, a list", () => {
  // Fields of OpDef.ArgDef.
  const [typeAttribute, lengthAttribute, typesAttribute] = [4, 5, 6];
  const definition = new protobuf.BinaryWriter();
  for (
    const fields of [
      [[typeAttribute, "T"]],
      [[typeAttribute, "T"], [lengthAttribute, "N"]],
      [[typesAttribute, "Tin"]],
    ] as [number, string][][]
  ) {
    const input = new protobuf.BinaryWriter();
    for (const [field, name] of fields) input.writeString(field, name);
    definition.writeBytes(2, input.getResultBuffer());
  }
  assertEquals(inputDefinitions(definition.getResultBuffer()), [
    { typeAttribute: "T", lengthAttribute: "", typesAttribute: "" },
    { typeAttribute: "T", lengthAttribute: "N", typesAttribute: "" },
    { typeAttribute: "", lengthAttribute: "", typesAttribute: "Tin" },
  ]);
});
