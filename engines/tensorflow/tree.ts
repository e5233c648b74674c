/**
 * Nested records and lists of tensors: what a compiled function takes and
 * returns.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";

/** Stands in a record for the tensor that a call will put there. */
export class Slot {
  constructor(
    /** Which of the tensors. */
    readonly index: number,
  ) {}
}

/**
 * A copy of a tree with `replace(leaf)` for each tensor or slot, depth first.
 * Other leaves (numbers, strings, …) stay.
 *
 * @throws {TypeError} for a leaf that is not plain data.
 */
export function replaceTensors(
  tree: unknown,
  replace: (leaf: tf.Tensor | Slot) => unknown,
): unknown {
  if (tree instanceof tf.Tensor || tree instanceof Slot) return replace(tree);
  if (Array.isArray(tree)) {
    return tree.map((branch) => replaceTensors(branch, replace));
  }
  if (typeof tree === "object" && tree !== null) {
    checkPlain(tree);
    return Object.fromEntries(
      Object.entries(tree).map((
        [name, branch],
      ) => [name, replaceTensors(branch, replace)]),
    );
  }
  if (typeof tree === "function" || typeof tree === "symbol") {
    throw new TypeError(
      `Cannot compile a step with a ${typeof tree} among its arguments or results`,
    );
  }
  return tree;
}

/**
 * The tensors of a tree, depth first, and a text that is the same for trees
 * that one trace serves: same records, shapes, dtypes and other leaves.
 *
 * @throws {TypeError} for a leaf that is not plain data.
 */
export function tensorsIn(
  tree: unknown,
): { tensors: tf.Tensor[]; signature: string } {
  const tensors: tf.Tensor[] = [];
  let signature = "";
  const visit = (branch: unknown): void => {
    if (branch instanceof tf.Tensor) {
      tensors.push(branch);
      signature += `${branch.dtype}[${branch.shape}],`;
    } else if (Array.isArray(branch)) {
      signature += "[";
      branch.forEach(visit);
      signature += "]";
    } else if (typeof branch === "object" && branch !== null) {
      checkPlain(branch);
      signature += "{";
      for (const name in branch) {
        signature += `${name}:`;
        visit((branch as Record<string, unknown>)[name]);
      }
      signature += "}";
    } else if (typeof branch === "function" || typeof branch === "symbol") {
      throw new TypeError(
        `Cannot compile a step with a ${typeof branch} among its arguments or results`,
      );
    } else {
      const text = Object.is(branch, -0) ? "-0" : String(branch);
      signature += `${typeof branch} ${JSON.stringify(text)},`;
    }
  };
  visit(tree);
  return { tensors, signature };
}

function checkPlain(tree: object): void {
  const prototype: unknown = Object.getPrototypeOf(tree);
  if (prototype === Object.prototype || prototype === null) return;
  throw new TypeError(
    `Cannot compile a step with a ${tree.constructor.name} among its arguments or results: use tensors, plain records, lists and numbers`,
  );
}
