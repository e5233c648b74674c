import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { type Attribute, AttributeType } from "./attributes.ts";
import { Graph, type Output } from "./graph.ts";
import { DataType } from "./native.ts";
import { openParts } from "./testing.ts";

const { native, binding } = await openParts();
const { FLOAT, INT32, STRING } = DataType;

/** Adds an operation with one result. */
function add(
  graph: Graph,
  { type, inputs, attributes = [] }: {
    type: string;
    inputs: Output[];
    attributes?: Attribute[];
  },
): Output {
  const [output] = graph.operation(type, {
    ...{ attributes, inputs, outputCount: 1, describeCall: () => type },
  });
  return output!;
}

/** A constant of integers. */
function integers(graph: Graph, values: number[]): Output {
  const shape = [values.length];
  const tensor = native.newTensor({
    ...{ shape, dtype: INT32, values: Int32Array.from(values) },
  });
  const output = graph.constant({ tensor, dtype: INT32 });
  native.symbols.TF_DeleteTensor(tensor);
  return output;
}

test("shapes and dtypes of results are inferred", () => {
  const graph = new Graph(native);
  const x = graph.placeholder({ shape: [2, 3], dtype: FLOAT });
  const y = graph.placeholder({ shape: [3, 4], dtype: FLOAT });
  assertEquals(add(graph, { type: "MatMul", inputs: [x, y] }).shape, [2, 4]);
  const toInt: Attribute = {
    ...{ name: "DstT", type: AttributeType.TYPE, value: INT32 },
  };
  const cast = add(graph, { type: "Cast", inputs: [x], attributes: [toInt] });
  assertEquals([cast.dtype, cast.shape], [INT32, [2, 3]]);
  const shape = integers(graph, [3, 2]);
  const reshaped = add(graph, { type: "Reshape", inputs: [x, shape] });
  assertEquals(reshaped.shape, [3, 2]);
  assertEquals(graph.placeholder({ shape: [], dtype: STRING }).shape, []);
  assertEquals(graph.size, 7);
  graph.dispose();
});

test("a shape that depends on values is unknown", () => {
  const graph = new Graph(native);
  const x = graph.placeholder({ shape: [4], dtype: FLOAT });
  const shape = graph.placeholder({ shape: [2], dtype: INT32 });
  const [y] = graph.operation("Unique", {
    ...{ attributes: [], inputs: [x], outputCount: 2 },
    describeCall: () => "Unique",
  });
  assertEquals(y!.shape, [-1]);
  const reshaped = add(graph, { type: "Reshape", inputs: [x, shape] });
  assertEquals(reshaped.shape, [-1, -1]);
  graph.dispose();
});

test("inputs that are lists, before others and alone", () => {
  const graph = new Graph(native);
  const [a, b, c] = [1, 2, 3].map((length) =>
    graph.placeholder({ shape: [length], dtype: FLOAT })
  );
  const axis = add(graph, {
    type: "Squeeze",
    inputs: [integers(graph, [0])],
  });
  const joined = add(graph, { type: "ConcatV2", inputs: [a!, b!, c!, axis] });
  assertEquals(joined.shape, [6]);
  assertEquals(add(graph, { type: "AddN", inputs: [a!, a!] }).shape, [1]);
  const copies = graph.operation("IdentityN", {
    ...{ attributes: [], inputs: [a!, axis], outputCount: 2 },
    describeCall: () => "IdentityN",
  });
  assertEquals(copies.map(({ dtype }) => dtype), [FLOAT, INT32]);
  graph.dispose();
});

for (const xla of [false, true]) {
  test(`a graph becomes a function, ${xla ? "XLA's" : "TensorFlow's"}`, () => {
    const graph = new Graph(native, { xla });
    const x = graph.placeholder({ shape: [3], dtype: FLOAT });
    const y = graph.placeholder({ shape: [3], dtype: FLOAT });
    const name = `difference_${xla}`;
    graph.addFunction(binding.context, {
      ...{ name, inputs: [x, y] },
      outputs: [
        add(graph, { type: "Sub", inputs: [x, y] }),
        graph.identity(y),
      ],
    });
    graph.dispose();
    const inputs = [[5, 6, 7], [1, 2, 3]].map((values) =>
      binding.createTensor([3], FLOAT, Float32Array.from(values))
    );
    const outputs = binding.executeOp(name, [], inputs, 2);
    const values = outputs.map(({ id }) => binding.tensorDataSync(id));
    const ids = [...inputs, ...outputs.map(({ id }) => id)];
    ids.forEach((id) => binding.deleteTensor(id));
    assertEquals(values, [Float32Array.of(4, 4, 4), Float32Array.of(1, 2, 3)]);
  });
}

test("XLA refuses an operation that it does not know", () => {
  const graph = new Graph(native, { xla: true });
  const x = graph.placeholder({ shape: [3], dtype: FLOAT });
  const name = "unknown_to_xla";
  graph.addFunction(binding.context, {
    ...{ name, inputs: [x] },
    outputs: [add(graph, { type: "Dawsn", inputs: [x] })],
  });
  graph.dispose();
  const input = binding.createTensor([3], FLOAT, Float32Array.of(1, 2, 3));
  assertThrows(
    () => binding.executeOp(name, [], [input], 1),
    Error,
    "unsupported operations",
  );
  binding.deleteTensor(input);
});

test("errors name what was added", () => {
  const graph = new Graph(native);
  const x = graph.placeholder({ shape: [2], dtype: FLOAT });
  assertThrows(
    () => add(graph, { type: "NoSuchOperation", inputs: [x] }),
    Error,
    "Cannot find operation NoSuchOperation",
  );
  assertThrows(
    () => add(graph, { type: "MatMul", inputs: [x, x] }),
    Error,
    "Cannot compile MatMul: Shape must be rank 2 but is rank 1",
  );
  const become = (output: Output) =>
    graph.addFunction(binding.context, {
      ...{ name: "twice", inputs: [x], outputs: [output] },
    });
  become(graph.identity(x));
  assertThrows(
    () => become(add(graph, { type: "Neg", inputs: [x] })),
    Error,
    "Cannot compile twice: ",
  );
  graph.dispose();
});
