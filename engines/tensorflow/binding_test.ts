import { assertEquals, assertThrows } from "@std/assert";
import { afterEach, beforeEach, test } from "@std/testing/bdd";
import { type Attribute, AttributeType } from "./attributes.ts";
import { typeName } from "./binding.ts";
import { removeFunction } from "./context.ts";
import { Graph } from "./graph.ts";
import { DataType } from "./native.ts";
import { openParts } from "./testing.ts";

const { FLOAT, INT32, STRING, COMPLEX64 } = DataType;
const { binding, native } = await openParts();

/** Tensors that a test has made, which are freed after it. */
let made: number[] = [];
let before = 0;

beforeEach(() => {
  before = binding.getNumOfTensors();
});

afterEach(() => {
  made.forEach((id) => binding.deleteTensor(id));
  made = [];
  assertEquals(binding.getNumOfTensors(), before);
});

function tensor(shape: number[], values: number[]): number {
  const id = binding.createTensor(shape, FLOAT, Float32Array.from(values));
  made.push(id);
  return id;
}

function execute(
  operation: string,
  { inputs, attributes = [], outputs = 1 }: {
    inputs: number[];
    attributes?: Attribute[];
    outputs?: number;
  },
) {
  const results = binding.executeOp(operation, attributes, inputs, outputs);
  made.push(...results.map(({ id }) => id));
  return results;
}

/** Runs `f` while a graph is traced. */
function tracing(f: (graph: Graph) => void): void {
  const graph = new Graph(native);
  binding.tracing = graph;
  try {
    f(graph);
  } finally {
    binding.tracing = undefined;
    graph.dispose();
  }
}

test("a tensor is made, counted, read and freed", () => {
  const id = tensor([2], [1, 2]);
  assertEquals(binding.getNumOfTensors(), before + 1);
  assertEquals(binding.tensorDataSync(id), Float32Array.of(1, 2));
  assertEquals(binding.tensorDataSync(id), Float32Array.of(1, 2));
});

test("an operation runs at once, with shape and dtype of its results", () => {
  const [sum] = execute("AddV2", {
    inputs: [tensor([2, 1], [1, 2]), tensor([3], [10, 20, 30])],
  });
  assertEquals([sum!.shape, sum!.dtype], [[2, 3], FLOAT]);
  assertEquals(
    binding.tensorDataSync(sum!.id),
    Float32Array.of(11, 21, 31, 12, 22, 32),
  );
});

test("an operation has several results, of different dtypes", () => {
  const [values, indices] = execute("TopKV2", {
    inputs: [tensor([3], [5, 9, 7]), integer(2)],
    outputs: 2,
  });
  assertEquals(binding.tensorDataSync(values!.id), Float32Array.of(9, 7));
  assertEquals(binding.tensorDataSync(indices!.id), Int32Array.of(1, 2));
  assertEquals(indices!.dtype, INT32);
});

test("a complex number is two numbers", () => {
  const id = binding.createTensor([1], COMPLEX64, Float32Array.of(3, 4));
  made.push(id);
  const [size] = execute("ComplexAbs", { inputs: [id] });
  assertEquals(binding.tensorDataSync(size!.id), Float32Array.of(5));
});

test("strings outlive the tensor that they came in", () => {
  const texts = ["short", "more than the 22 bytes of a small string", ""];
  const bytes = texts.map((text) => new TextEncoder().encode(text));
  const id = binding.createTensor([3], STRING, bytes);
  const [copy] = execute("Identity", { inputs: [id] });
  binding.deleteTensor(id);
  const [upper] = execute("StringUpper", { inputs: [copy!.id] });
  const read = (id: number) =>
    (binding.tensorDataSync(id) as Uint8Array[])
      .map((each) => new TextDecoder().decode(each));
  assertEquals(read(copy!.id), texts);
  assertEquals(read(upper!.id), texts.map((text) => text.toUpperCase()));
});

test("while a graph is traced, operations are added to it", () => {
  tracing((graph) => {
    const x = binding.addOutput(
      graph,
      graph.placeholder({ shape: [2, 3], dtype: FLOAT }),
    );
    const [y] = execute("Neg", { inputs: [x.id] });
    made.push(x.id);
    assertEquals([y!.shape, binding.isTraced(y!.id)], [[2, 3], true]);
    assertEquals(graph.size, 2);
    const constant = tensor([], [1]);
    assertEquals(binding.isTraced(constant), true);
  });
});

test("a function that was removed is gone, and its results stay", () => {
  const name = "negated";
  const { native, context } = binding;
  const remove = () => removeFunction(native, { context, name });
  const addFunction = () =>
    tracing((graph) => {
      const x = graph.placeholder({ shape: [2], dtype: FLOAT });
      const [y] = graph.operation("Neg", {
        ...{ attributes: [], inputs: [x], outputCount: 1 },
        describeCall: () => "Neg",
      });
      const ends = { inputs: [x], outputs: [y!] };
      graph.addFunction(binding.context, { name, ...ends });
    });
  addFunction();
  const inputs = [tensor([2], [1, 2])];
  const [y] = execute(name, { inputs });
  remove();
  assertEquals(binding.tensorDataSync(y!.id), Float32Array.of(-1, -2));
  assertThrows(
    () => execute(name, { inputs }),
    Error,
    "Cannot run negated(float32 [2]): 'negated' is neither",
  );
  assertThrows(
    remove,
    Error,
    "Cannot remove negated: ",
  );
  // Its name is free again.
  addFunction();
  remove();
});

test("a failing operation names itself, shapes, dtypes and the reason", () => {
  assertThrows(
    () =>
      execute("MatMul", {
        inputs: [
          tensor([2, 3], [1, 2, 3, 4, 5, 6]),
          tensor([2, 1], [1, 2]),
        ],
      }),
    Error,
    "Cannot run MatMul(float32 [2,3], float32 [2,1]): Matrix size-incompatible",
  );
  assertThrows(
    () => execute("AddV2", { inputs: [tensor([], [1]), integer(2)] }),
    Error,
    "Cannot run AddV2(float32 [], int32 []): ",
  );
  assertThrows(
    () => execute("NoSuchOperation", { inputs: [tensor([], [1])] }),
    Error,
    "Cannot run NoSuchOperation(float32 []): 'NoSuchOperation' is neither",
  );
  assertThrows(
    () =>
      execute("Cast", {
        inputs: [tensor([], [1])],
        attributes: [{ name: "DstT", type: AttributeType.INT, value: 1 }],
      }),
    Error,
    "Cannot run Cast(float32 []): ",
  );
});

test("so does one that is traced", () => {
  tracing((graph) => {
    const [x, y] = [[2, 3], [2, 1]].map((shape) => {
      const output = graph.placeholder({ shape, dtype: FLOAT });
      const { id } = binding.addOutput(graph, output);
      made.push(id);
      return id;
    });
    assertThrows(
      () => execute("MatMul", { inputs: [x!, y!] }),
      Error,
      "Cannot compile MatMul(float32 [2,3], float32 [2,1]): Dimensions must be equal, but are 3 and 2",
    );
    assertThrows(
      () => execute("AddV2", { inputs: [x!, integer(2)] }),
      Error,
      "Cannot compile AddV2(float32 [2,3], int32 []): ",
    );
  });
});

test("after a failure the next operation runs", () => {
  const x = tensor([1], [1]);
  assertThrows(() => execute("MatMul", { inputs: [x, x] }));
  const [y] = execute("Neg", { inputs: [x] });
  assertEquals(binding.tensorDataSync(y!.id), Float32Array.of(-1));
});

test("what belongs to a trace is of no use outside, and the reverse", () => {
  const outside = tensor([], [1]);
  let inside = 0;
  tracing(() => {
    inside = tensor([], [2]);
    assertThrows(
      () => execute("Neg", { inputs: [outside] }),
      Error,
      "Cannot use a tensor of another trace in Neg(float32 [])",
    );
    assertThrows(
      () => binding.tensorDataSync(inside),
      Error,
      "Cannot read the result of Const_1 (float32 []) while a step is being compiled",
    );
  });
  assertThrows(
    () => execute("Neg", { inputs: [inside] }),
    Error,
    "Cannot use the result of Const_1 (float32 []) in Neg: it was made while a step was compiled",
  );
  assertThrows(() => binding.handleOf(inside), Error, "Cannot pass the result");
  assertThrows(() => binding.outputOf(outside), Error, "Cannot trace a tensor");
});

test("a tensor that was freed is not found", () => {
  const id = binding.createTensor([], FLOAT, Float32Array.of(1));
  binding.deleteTensor(id);
  for (
    const use of [
      () => binding.deleteTensor(id),
      () => binding.tensorDataSync(id),
      () => execute("Neg", { inputs: [id] }),
    ]
  ) {
    assertThrows(use, Error, `Cannot find tensor number ${id}`);
  }
});

test("dtypes have the names that tfjs gives them", () => {
  assertEquals([FLOAT, INT32, DataType.BOOL, COMPLEX64, STRING].map(typeName), [
    ...["float32", "int32", "bool", "complex64", "string"],
  ]);
  assertEquals(typeName(2), "dtype 2");
});

function integer(value: number): number {
  const id = binding.createTensor([], INT32, Int32Array.of(value));
  made.push(id);
  return id;
}
