import { type Attribute, setAttribute } from "./attributes.ts";
import type { Context } from "./context.ts";
import type { Graph, Output } from "./graph.ts";
import { DataType, type Native, type Values } from "./native.ts";

/** What tfjs is told about a tensor. */
export interface Metadata {
  id: number;
  shape: number[];
  /** Of {@linkcode DataType}. */
  dtype: number;
}

/** A tensor that the binding knows by its number. */
type Entry =
  & { shape: number[]; dtype: number }
  & (
    | { readonly handle: Deno.PointerValue }
    | { readonly graph: Graph; readonly output: Output }
  );

/**
 * The object that tfjs's kernels for Node reach TensorFlow through, over FFI
 * instead of a native addon. While a function is traced, operations are added
 * to its graph and none is run.
 */
export class Binding {
  /** The graph that operations are added to; undefined: they run at once. */
  tracing: Graph | undefined;
  readonly #entries = new Map<number, Entry>();
  #lastId = 0;

  constructor(readonly native: Native, readonly context: Context) {}

  /** A tensor with a copy of `values`. */
  createTensor(shape: number[], dtype: number, values: Values): number {
    const { native, context } = this;
    const { symbols, status } = native;
    const tensor = native.newTensor({ shape, dtype, values });
    try {
      if (this.tracing !== undefined) {
        const output = this.tracing.constant({ tensor, dtype });
        return this.#add({ shape, dtype, graph: this.tracing, output });
      }
      let handle = symbols.TFE_NewTensorHandle(tensor, status);
      native.check(() => `make a tensor ${typeName(dtype)} [${shape}]`);
      if (dtype === DataType.STRING) handle = this.#ownStrings(handle);
      // GPU kernels expect integers and strings in the host's memory.
      if (
        context.gpu && dtype !== DataType.INT32 && dtype !== DataType.STRING
      ) {
        const host = handle;
        handle = symbols.TFE_TensorHandleCopyToDevice(
          host,
          context.pointer,
          native.name(context.device),
          status,
        );
        symbols.TFE_DeleteTensorHandle(host);
        native.check(() =>
          `copy a tensor ${typeName(dtype)} [${shape}] to ${context.device}`
        );
      }
      return this.#add({ shape, dtype, handle });
    } finally {
      symbols.TF_DeleteTensor(tensor);
    }
  }

  /** Frees a tensor. */
  deleteTensor(id: number): void {
    const entry = this.#entry(id);
    this.#entries.delete(id);
    if ("handle" in entry) {
      this.native.symbols.TFE_DeleteTensorHandle(entry.handle);
    }
  }

  /** A copy of a tensor's values. */
  tensorDataSync(
    id: number,
  ): Float32Array | Int32Array | Uint8Array | BigInt64Array | Uint8Array[] {
    const { native } = this;
    const entry = this.#entry(id);
    if (!("handle" in entry)) {
      throw new Error(
        `Cannot read the result of ${entry.output.name} (${
          describe(entry)
        }) while a step is being compiled: its values are not known yet; return it from the step and read it outside`,
      );
    }
    const tensor = native.symbols.TFE_TensorHandleResolve(
      entry.handle,
      native.status,
    );
    native.check(() => `read a tensor ${describe(entry)}`);
    try {
      const size = entry.shape.reduce((product, length) => product * length, 1);
      return entry.dtype === DataType.STRING
        ? native.readStrings(tensor, size)
        : native.readNumbers(tensor, entry.dtype);
    } finally {
      native.symbols.TF_DeleteTensor(tensor);
    }
  }

  /** Runs an operation, or adds it to the graph that is being traced. */
  executeOp(
    name: string,
    attributes: readonly Attribute[],
    inputIds: readonly number[],
    outputCount: number,
  ): Metadata[] {
    const inputs = inputIds.map((id) => this.#entry(id));
    const describeCall = () => `${name}(${inputs.map(describe).join(", ")})`;
    const graph = this.tracing;
    if (graph !== undefined) {
      return graph.operation(name, {
        attributes,
        inputs: inputs.map((input) => {
          if ("output" in input && input.graph === graph) return input.output;
          throw new Error(
            `Cannot use a tensor of another trace in ${describeCall()}`,
          );
        }),
        outputCount,
        describeCall,
      }).map((output) => ({
        id: this.#add({ ...output, graph, output }),
        shape: output.shape,
        dtype: output.dtype,
      }));
    }
    return this.execute(name, {
      attributes,
      handles: inputs.map((input) => {
        if ("handle" in input) return input.handle;
        throw new Error(
          `Cannot use the result of ${input.output.name} (${
            describe(input)
          }) in ${name}: it was made while a step was compiled and has no values; return it from the step`,
        );
      }),
      outputCount,
      describeCall,
    }).map((handle) => this.#adopt(handle));
  }

  /**
   * Runs an operation or a function that was added to the context.
   *
   * @returns The handles of its results, which the caller owns.
   */
  execute(
    name: string,
    { attributes, handles, outputCount, describeCall }: {
      attributes: readonly Attribute[];
      handles: readonly Deno.PointerValue[];
      outputCount: number;
      describeCall: () => string;
    },
  ): Deno.PointerValue[] {
    const { native, context: { pointer } } = this;
    const { symbols, status } = native;
    const fail = () => `run ${describeCall()}`;
    const op = symbols.TFE_NewOp(pointer, native.name(name), status);
    native.check(fail);
    try {
      // Inputs come first: the dtypes that they imply win over attributes.
      for (const handle of handles) {
        symbols.TFE_OpAddInput(op, handle, status);
        native.check(fail);
      }
      for (const attribute of attributes) {
        setAttribute(native, { kind: "eager", op, attribute });
      }
      const results = new BigUint64Array(outputCount);
      const count = Int32Array.of(outputCount);
      symbols.TFE_Execute(op, results, count, status);
      native.check(fail);
      return Array.from(
        results.subarray(0, count[0]),
        (address) => Deno.UnsafePointer.create(address),
      );
    } finally {
      symbols.TFE_DeleteOp(op);
    }
  }

  /** The handle of a tensor that has values. */
  handleOf(id: number): Deno.PointerValue {
    const entry = this.#entry(id);
    if ("handle" in entry) return entry.handle;
    throw new Error(
      `Cannot pass the result of ${entry.output.name} (${
        describe(entry)
      }) to a compiled step: it was made while a step was compiled`,
    );
  }

  /** Whether a tensor is part of a graph and has no values. */
  isTraced(id: number): boolean {
    return "output" in this.#entry(id);
  }

  /** The place in its graph of a tensor that is being traced. */
  outputOf(id: number): Output {
    const entry = this.#entry(id);
    if ("output" in entry) return entry.output;
    throw new Error(`Cannot trace a tensor that has values: number ${id}`);
  }

  /** Makes the result of a function known, whose shape and dtype are known. */
  addHandle(
    handle: Deno.PointerValue,
    { shape, dtype }: { shape: number[]; dtype: number },
  ): Metadata {
    return { id: this.#add({ shape, dtype, handle }), shape, dtype };
  }

  /** Makes an input or another output of a graph known. */
  addOutput(graph: Graph, output: Output): Metadata {
    const { shape, dtype } = output;
    return { id: this.#add({ shape, dtype, graph, output }), shape, dtype };
  }

  /** Tensors that have not been deleted. */
  getNumOfTensors(): number {
    return this.#entries.size;
  }

  /** Whether tensors are put on a GPU. */
  isUsingGpuDevice(): boolean {
    return this.context.gpu;
  }

  /**
   * Exchanges a handle for one of a copy. Deleting a `TF_Tensor` frees its long
   * strings only if nothing shares them by then, and a handle would.
   */
  #ownStrings(handle: Deno.PointerValue): Deno.PointerValue {
    try {
      const [copy] = this.execute("DeepCopy", {
        attributes: [],
        handles: [handle],
        outputCount: 1,
        describeCall: () => "DeepCopy(string)",
      });
      return copy!;
    } finally {
      this.native.symbols.TFE_DeleteTensorHandle(handle);
    }
  }

  #adopt(handle: Deno.PointerValue): Metadata {
    const { symbols, status } = this.native;
    const rank = symbols.TFE_TensorHandleNumDims(handle, status);
    this.native.check(() => "ask for the rank of a result");
    const shape = Array.from(
      { length: rank },
      (_, axis) => Number(symbols.TFE_TensorHandleDim(handle, axis, status)),
    );
    const dtype = symbols.TFE_TensorHandleDataType(handle);
    return this.addHandle(handle, { shape, dtype });
  }

  #add(entry: Entry): number {
    this.#entries.set(++this.#lastId, entry);
    return this.#lastId;
  }

  #entry(id: number): Entry {
    const entry = this.#entries.get(id);
    if (entry !== undefined) return entry;
    throw new Error(
      `Cannot find tensor number ${id}: it was disposed of, or made while a step was compiled`,
    );
  }
}

const TYPE_NAMES = new Map<number, string>(
  Object.entries(DataType).map(([name, number]) => [
    number,
    name === "FLOAT" ? "float32" : name.toLowerCase(),
  ]),
);

/** A `TF_DataType` in words. */
export function typeName(dtype: number): string {
  return TYPE_NAMES.get(dtype) ?? `dtype ${dtype}`;
}

function describe({ dtype, shape }: { dtype: number; shape: number[] }) {
  return `${typeName(dtype)} [${shape}]`;
}
