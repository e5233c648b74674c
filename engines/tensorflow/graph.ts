import { type Attribute, AttributeType, setAttribute } from "./attributes.ts";
import type { Context } from "./context.ts";
import {
  type InputDefinition,
  inputDefinitions,
  trueAttributeValue,
} from "./messages.ts";
import type { Native } from "./native.ts";

/** One output of an operation in a graph. */
export interface Output {
  /** The operation's name, e.g. "MatMul_12". */
  readonly name: string;
  readonly operation: Deno.PointerValue;
  readonly index: number;
  readonly shape: number[];
  /** Of `DataType`. */
  readonly dtype: number;
}

/** Bytes of a `TF_Output`: a pointer, a 32-bit index, padding. */
const OUTPUT_BYTES = 16;
/** More dimensions than any kernel of TensorFlow has. */
const MOST_DIMENSIONS = 16;

/** What operations declare as their inputs, by name. */
const definitions = new Map<string, readonly InputDefinition[]>();

/** A graph under construction, which becomes a function of its placeholders. */
export class Graph {
  readonly #pointer: Deno.PointerValue;
  #operations = 0;

  /** Whether XLA will compile the function. */
  readonly xla: boolean;

  constructor(readonly native: Native, { xla = false } = {}) {
    this.xla = xla;
    this.#pointer = native.symbols.TF_NewGraph();
  }

  /** Operations added so far. */
  get size(): number {
    return this.#operations;
  }

  /** An argument of the function. */
  placeholder({ shape, dtype }: { shape: number[]; dtype: number }): Output {
    const [output] = this.operation("Placeholder", {
      attributes: [
        { name: "dtype", type: AttributeType.TYPE, value: dtype },
        { name: "shape", type: AttributeType.SHAPE, value: shape },
      ],
      inputs: [],
      outputCount: 1,
      describeCall: () => "Placeholder",
    });
    return output!;
  }

  /** A constant with the values of a `TF_Tensor`, which the caller deletes. */
  constant(
    { tensor, dtype }: { tensor: Deno.PointerValue; dtype: number },
  ): Output {
    const { native } = this;
    const { symbols, status } = native;
    const { name, description } = this.#begin("Const");
    symbols.TF_SetAttrTensor(
      description,
      native.name("value"),
      tensor,
      status,
    );
    native.check(() => "add a constant to the graph");
    symbols.TF_SetAttrType(description, native.name("dtype"), dtype);
    const operation = symbols.TF_FinishOperation(description, status);
    native.check(() => "add a constant to the graph");
    return this.#output({ name, operation, index: 0 });
  }

  /**
   * Adds an operation.
   *
   * @throws {Error} if TensorFlow refuses it, or cannot tell the shape of a
   * result before it runs.
   */
  operation(
    type: string,
    { attributes, inputs, outputCount, describeCall }: {
      attributes: readonly Attribute[];
      inputs: readonly Output[];
      outputCount: number;
      describeCall: () => string;
    },
  ): Output[] {
    const { native } = this;
    const { symbols, status } = native;
    const declared = this.#definitionOf(type);
    const { name, description } = this.#begin(type);
    let next = 0;
    declared.forEach(({ lengthAttribute, typesAttribute }, position) => {
      if (lengthAttribute === "" && typesAttribute === "") {
        symbols.TF_AddInput(description, structOf(inputs[next++]!));
        return;
      }
      // At most one input of an operation is a list; it takes what is left.
      const length = inputs.length - next - (declared.length - position - 1);
      const list = structsOf(inputs.slice(next, next + length));
      symbols.TF_AddInputList(description, list, length);
      next += length;
    });
    const implied = new Set(declared.flatMap(Object.values));
    for (const attribute of attributes) {
      if (implied.has(attribute.name)) continue;
      setAttribute(native, { kind: "graph", op: description, attribute });
    }
    const operation = symbols.TF_FinishOperation(description, status);
    native.check(() => `compile ${describeCall()}`);
    return Array.from(
      { length: outputCount },
      (_, index) => this.#output({ name, operation, index }),
    );
  }

  /** Another output with the same values. */
  identity(output: Output): Output {
    const [copy] = this.operation("Identity", {
      attributes: [],
      inputs: [output],
      outputCount: 1,
      describeCall: () => `Identity(${output.name})`,
    });
    return copy!;
  }

  /**
   * Adds the graph to a context as a function, which stays there until it is
   * removed.
   */
  addFunction(
    context: Context,
    { name, inputs, outputs }: {
      name: string;
      inputs: readonly Output[];
      outputs: readonly Output[];
    },
  ): void {
    const { native } = this;
    const { symbols, status } = native;
    const compile = () => `compile ${name}`;
    const everyOperation = -1;
    const takeNamesFromOperations = null;
    const f = symbols.TF_GraphToFunction(
      this.#pointer,
      native.name(name),
      0,
      everyOperation,
      null,
      inputs.length,
      structsOf(inputs),
      outputs.length,
      structsOf(outputs),
      takeNamesFromOperations,
      null,
      null,
      status,
    );
    native.check(compile);
    try {
      if (this.xla) {
        const value = trueAttributeValue();
        symbols.TF_FunctionSetAttrValueProto(
          f,
          native.name("_XlaMustCompile"),
          value,
          BigInt(value.length),
          status,
        );
        native.check(compile);
      }
      symbols.TFE_ContextAddFunction(context.pointer, f, status);
      native.check(compile);
    } finally {
      symbols.TF_DeleteFunction(f);
    }
  }

  /** Frees the graph. */
  dispose(): void {
    this.native.symbols.TF_DeleteGraph(this.#pointer);
  }

  #begin(type: string): { name: string; description: Deno.PointerValue } {
    const name = `${type}_${++this.#operations}`;
    const bytes = new TextEncoder().encode(`${name}\0`);
    return {
      name,
      description: this.native.symbols.TF_NewOperation(
        this.#pointer,
        this.native.name(type),
        bytes,
      ),
    };
  }

  #output(
    { name, operation, index }: Pick<Output, "name" | "operation" | "index">,
  ): Output {
    const { native } = this;
    const { symbols, status } = native;
    const struct = structOf({ operation, index });
    const rank = symbols.TF_GraphGetTensorNumDims(
      this.#pointer,
      struct,
      status,
    );
    native.check(() => `ask for the rank of ${name}`);
    const dims = new BigInt64Array(MOST_DIMENSIONS);
    if (rank > 0) {
      symbols.TF_GraphGetTensorShape(
        this.#pointer,
        struct,
        dims,
        rank,
        status,
      );
      native.check(() => `ask for the shape of ${name}`);
    }
    return {
      ...{ name, operation, index },
      // Unknown: shape [-1]; whoever needs it refuses it.
      shape: rank < 0 ? [-1] : Array.from(dims.subarray(0, rank), Number),
      dtype: symbols.TF_OperationOutputType(struct),
    };
  }

  #definitionOf(type: string): readonly InputDefinition[] {
    let definition = definitions.get(type);
    if (definition === undefined) {
      const { native } = this;
      const { symbols, status } = native;
      const buffer = symbols.TF_NewBuffer();
      symbols.TF_GraphGetOpDef(
        this.#pointer,
        native.name(type),
        buffer,
        status,
      );
      native.check(() => `find operation ${type}`);
      // A TF_Buffer begins with the address and the length of its data.
      const view = new Deno.UnsafePointerView(buffer!);
      const bytes = new Uint8Array(Number(view.getBigUint64(8)));
      symbols.copyFromNative(bytes, view.getPointer(0), BigInt(bytes.length));
      symbols.TF_DeleteBuffer(buffer);
      definition = inputDefinitions(bytes);
      definitions.set(type, definition);
    }
    return definition;
  }
}

function structOf(
  output: Pick<Output, "operation" | "index">,
): Uint8Array<ArrayBuffer> {
  return structsOf([output]);
}

function structsOf(
  outputs: readonly Pick<Output, "operation" | "index">[],
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(outputs.length * OUTPUT_BYTES);
  const view = new DataView(bytes.buffer);
  const littleEndian = true;
  outputs.forEach(({ operation, index }, i) => {
    const address = Deno.UnsafePointer.value(operation);
    view.setBigUint64(i * OUTPUT_BYTES, address, littleEndian);
    view.setInt32(i * OUTPUT_BYTES + 8, index, littleEndian);
  });
  return bytes;
}
