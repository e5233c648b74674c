import * as tf from "@tensorflow/tfjs-core";
import type { Compile, TraceReport } from "../engine.ts";
import type { TensorflowBackend } from "./backend.ts";
import type { Binding } from "./binding.ts";
import { removeFunction } from "./context.ts";
import { Graph, type Output } from "./graph.ts";
import { replaceTensors, Slot, tensorsIn } from "./tree.ts";

/** A function of TensorFlow that was traced from one of ours. */
interface Compiled {
  readonly name: string;
  /** Shapes and dtypes of its results. */
  readonly outputs: readonly Output[];
  /** The records that it returns, with slots for tensors. */
  readonly results: unknown;
}

/** Functions made so far, by which each gets a name of its own. */
let functions = 0;

/**
 * Removes the functions of steps that are garbage, as TensorFlow's own Python
 * does: the context would keep 0.8 MB for each function of a small training.
 * What XLA made of one, 1.8 MB there, the library keeps all the same.
 */
const unreachable = new FinalizationRegistry<
  { binding: Binding; name: string }
>(({ binding: { native, context }, name }) =>
  removeFunction(native, { context, name })
);

/**
 * `compile` of the engine: traces a function when it is first called with
 * arguments of these shapes, and from then on runs it as one operation.
 *
 * @param options.xla Whether XLA compiles the function; otherwise TensorFlow
 * runs its graph.
 * @param options.onTrace Told of each tracing.
 */
export function compiler(
  backend: TensorflowBackend,
  { xla, onTrace }: { xla: boolean; onTrace?: (report: TraceReport) => void },
): Compile {
  return (f) => {
    const cache = new Map<string, Compiled>();
    return (...args) => {
      if (tf.backend() !== backend) {
        throw new Error(
          `Cannot run a step that engine tensorflow compiled: engine ${tf.getBackend()} was opened since; open tensorflow again`,
        );
      }
      const inner = () => f(...args) as tf.TensorContainer;
      // Inside another trace, or below a gradient, it is a part of that.
      const { gradientDepth } = tf.engine().state;
      if (backend.native.tracing !== undefined || gradientDepth > 0) {
        return tf.tidy(inner) as ReturnType<typeof f>;
      }
      const { tensors, signature } = tensorsIn(args);
      let compiled = cache.get(signature);
      if (compiled === undefined) {
        compiled = trace(backend, {
          ...{ f, args, tensors, xla },
          ...onTrace === undefined ? {} : { onTrace },
        });
        cache.set(signature, compiled);
        const { name } = compiled;
        unreachable.register(compiled, { binding: backend.native, name });
      }
      return run(backend, { compiled, tensors }) as ReturnType<typeof f>;
    };
  };
}

function run(
  backend: TensorflowBackend,
  { compiled: { name, outputs, results }, tensors }: {
    compiled: Compiled;
    tensors: tf.Tensor[];
  },
): unknown {
  const { native } = backend;
  const ids = backend.getInputTensorIds(tensors);
  const handles = native.execute(name, {
    attributes: [],
    handles: ids.map((id) => native.handleOf(id)),
    outputCount: outputs.length,
    describeCall: () => `compiled step ${name}`,
  });
  const made = handles.map((handle, index) =>
    backend.createOutputTensor(native.addHandle(handle, outputs[index]!))
  );
  return replaceTensors(
    results,
    (slot) => slot instanceof Slot ? made[slot.index] : slot,
  );
}

function trace<A extends readonly unknown[]>(
  backend: TensorflowBackend,
  { f, args, tensors, xla, onTrace }: {
    f: (...args: A) => object;
    args: A;
    tensors: tf.Tensor[];
    xla: boolean;
    onTrace?: (report: TraceReport) => void;
  },
): Compiled {
  const { native } = backend;
  const start = performance.now();
  const name = `${f.name.replaceAll(/\W/g, "") || "step"}_${++functions}`;
  const graph = new Graph(native.native, { xla });
  let compiled: Compiled | undefined;
  native.tracing = graph;
  try {
    tf.tidy(() => {
      const inputs = tensors.map(({ shape, dtype }) =>
        graph.placeholder({ shape, dtype: backend.getDTypeInteger(dtype) })
      );
      const symbols = inputs.map((input) =>
        backend.createOutputTensor(native.addOutput(graph, input))
      );
      let next = 0;
      const traced = replaceTensors(args, () => symbols[next++]);
      const result = f(...traced as A);
      if (result instanceof Promise) {
        throw new TypeError(
          `Cannot compile ${name}: an async function cannot be traced`,
        );
      }
      const { tensors: results } = tensorsIn(result);
      const outputs = outputsOf(results, { backend, graph, inputs });
      graph.addFunction(native.context, { name, inputs, outputs });
      let index = 0;
      compiled = {
        ...{ name, outputs },
        results: replaceTensors(result, () => new Slot(index++)),
      };
    });
  } finally {
    native.tracing = undefined;
    graph.dispose();
  }
  onTrace?.({
    ...{ name, xla, operations: graph.size },
    inputs: tensors.map(({ dtype, shape }) => `${dtype} [${shape}]`),
    milliseconds: performance.now() - start,
  });
  return compiled!;
}

/** What a function returns: each result once, and no argument. */
function outputsOf(
  results: tf.Tensor[],
  { backend, graph, inputs }: {
    backend: TensorflowBackend;
    graph: Graph;
    inputs: readonly Output[];
  },
): Output[] {
  const taken = new Set(inputs.map(keyOf));
  return backend.getInputTensorIds(results).map((id) => {
    const output = backend.native.outputOf(id);
    const isNew = !taken.has(keyOf(output));
    taken.add(keyOf(output));
    return isNew ? output : graph.identity(output);
  });
}

function keyOf({ name, index }: Output): string {
  return `${name}:${index}`;
}
