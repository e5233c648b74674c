import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { type Attribute, AttributeType, setAttribute } from "./attributes.ts";
import { Graph } from "./graph.ts";
import { DataType } from "./native.ts";
import { openParts } from "./testing.ts";

const { native, binding } = await openParts();

/** An operation that needs the attribute, and what it then returns. */
interface Case {
  readonly operation: string;
  readonly attributes: Attribute[];
  readonly inputs: { shape: number[]; values: Float32Array }[];
  readonly shape: number[];
  readonly result: number[];
}

const { STRING, INT, FLOAT, BOOL, TYPE, SHAPE } = AttributeType;
const column = { shape: [2, 1], values: Float32Array.of(1, -2) };
const image = { shape: [1, 2, 2, 1], values: Float32Array.of(1, 2, 3, 4) };

/** What tfjs's kernels say of a list of inputs; a graph infers it. */
const LIST_OF_TWO = [
  { name: "N", type: INT, value: 2 },
  { name: "T", type: TYPE, value: DataType.FLOAT },
];

const CASES: Record<string, Case> = {
  "a string and lists of integers": {
    operation: "AvgPool",
    attributes: [
      { name: "ksize", type: INT, value: [1, 2, 2, 1] },
      { name: "strides", type: INT, value: [1, 2, 2, 1] },
      { name: "padding", type: STRING, value: "VALID" },
    ],
    inputs: [image],
    shape: [1, 1, 1, 1],
    result: [2.5],
  },
  "an integer": {
    operation: "Pack",
    attributes: [
      ...LIST_OF_TWO,
      { name: "axis", type: INT, value: 1 },
    ],
    inputs: [column, column],
    shape: [2, 2, 1],
    result: [1, 1, -2, -2],
  },
  "an integer with a fraction, which is cut": {
    operation: "Pack",
    attributes: [
      ...LIST_OF_TWO,
      { name: "axis", type: INT, value: -1.9 },
    ],
    inputs: [column, column],
    shape: [2, 1, 2],
    result: [1, 1, -2, -2],
  },
  "an integer that is not a number, which is zero": {
    operation: "Pack",
    attributes: [
      ...LIST_OF_TWO,
      { name: "axis", type: INT, value: NaN },
    ],
    inputs: [column, column],
    shape: [2, 2, 1],
    result: [1, -2, 1, -2],
  },
  "a number": {
    operation: "LeakyRelu",
    attributes: [{ name: "alpha", type: FLOAT, value: 0.25 }],
    inputs: [column],
    shape: [2, 1],
    result: [1, -0.5],
  },
  "a list of numbers": {
    operation: "Bucketize",
    attributes: [{ name: "boundaries", type: FLOAT, value: [-3, 0, 0.5] }],
    inputs: [column],
    shape: [2, 1],
    result: [3, 1],
  },
  "booleans": {
    operation: "MatMul",
    attributes: [
      { name: "transpose_a", type: BOOL, value: true },
      { name: "transpose_b", type: BOOL, value: false },
    ],
    inputs: [column, column],
    shape: [1, 1],
    result: [5],
  },
  "a list of booleans": {
    operation: "Neg",
    // Names that begin so are anybody's.
    attributes: [{ name: "_flags", type: BOOL, value: [true, false] }],
    inputs: [column],
    shape: [2, 1],
    result: [-1, 2],
  },
  "a dtype": {
    operation: "Cast",
    attributes: [{ name: "DstT", type: TYPE, value: DataType.INT32 }],
    inputs: [column],
    shape: [2, 1],
    result: [1, -2],
  },
  "a shape": {
    operation: "PlaceholderWithDefault",
    attributes: [{ name: "shape", type: SHAPE, value: [2, 1] }],
    inputs: [column],
    shape: [2, 1],
    result: [1, -2],
  },
};

/** Shape and values of what an operation returns. */
function resultOf(
  operation: string,
  { attributes, inputs }: Pick<Case, "attributes" | "inputs">,
): Pick<Case, "shape" | "result"> {
  const ids = inputs.map(({ shape, values }) =>
    binding.createTensor(shape, DataType.FLOAT, values)
  );
  const [output] = binding.executeOp(operation, attributes, ids, 1);
  const values = binding.tensorDataSync(output!.id) as Float32Array;
  for (const id of [...ids, output!.id]) binding.deleteTensor(id);
  return { shape: output!.shape, result: [...values] };
}

for (
  const [name, { operation, attributes, inputs, shape, result }] of Object
    .entries(CASES)
) {
  test(`${name}, of an operation that runs at once`, () => {
    const output = resultOf(operation, { attributes, inputs });
    assertEquals(output, { shape, result });
  });

  test(`${name}, of an operation in a graph`, () => {
    const graph = new Graph(native);
    const placeholders = inputs.map(({ shape }) =>
      graph.placeholder({ shape, dtype: DataType.FLOAT })
    );
    const [output] = graph.operation(operation, {
      ...{ attributes, inputs: placeholders, outputCount: 1 },
      describeCall: () => operation,
    });
    const f = `graph_of_${name.replaceAll(/\W/g, "_")}`;
    graph.addFunction(binding.context, {
      ...{ name: f, inputs: placeholders, outputs: [output!] },
    });
    graph.dispose();
    assertEquals(output!.shape, shape);
    const ran = resultOf(f, { attributes: [], inputs });
    assertEquals(ran, { shape, result });
  });
}

test("an attribute of a type that no kernel uses is refused", () => {
  const resource = -1;
  assertThrows(
    () =>
      setAttribute(native, {
        kind: "eager",
        op: null,
        attribute: { name: "handle", type: resource, value: 0 },
      }),
    TypeError,
    "Cannot set attribute handle: type number -1 is not supported",
  );
});
