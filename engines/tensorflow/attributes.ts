/**
 * The attributes of an operation, set in the same way on one that runs at once
 * and on one that is added to a graph.
 *
 * @module
 */
import type { Native } from "./native.ts";
import type { Symbols } from "./symbols.ts";

/** Numbers of `TF_AttrType`. */
export const AttributeType = {
  STRING: 0,
  INT: 1,
  FLOAT: 2,
  BOOL: 3,
  TYPE: 4,
  SHAPE: 5,
} as const;

/** An attribute as tfjs's kernels give it. */
export interface Attribute {
  name: string;
  /** Of {@linkcode AttributeType}. */
  type: number;
  value: boolean | number | object | string | number[];
}

const EAGER = {
  string: "TFE_OpSetAttrString",
  int: "TFE_OpSetAttrInt",
  intList: "TFE_OpSetAttrIntList",
  float: "TFE_OpSetAttrFloat",
  floatList: "TFE_OpSetAttrFloatList",
  bool: "TFE_OpSetAttrBool",
  boolList: "TFE_OpSetAttrBoolList",
  type: "TFE_OpSetAttrType",
} as const satisfies Record<string, keyof Symbols>;

const GRAPH = {
  string: "TF_SetAttrString",
  int: "TF_SetAttrInt",
  intList: "TF_SetAttrIntList",
  float: "TF_SetAttrFloat",
  floatList: "TF_SetAttrFloatList",
  bool: "TF_SetAttrBool",
  boolList: "TF_SetAttrBoolList",
  type: "TF_SetAttrType",
} as const satisfies Record<string, keyof Symbols>;

/**
 * Sets an attribute of an operation: a `TFE_Op` ("eager") or a
 * `TF_OperationDescription` ("graph").
 *
 * @throws {TypeError} for an attribute type that no kernel of tfjs uses.
 */
export function setAttribute(
  native: Native,
  { kind, op, attribute: { name, type, value } }: {
    kind: "eager" | "graph";
    op: Deno.PointerValue;
    attribute: Attribute;
  },
): void {
  const { symbols, status } = native;
  const names = kind === "eager" ? EAGER : GRAPH;
  const key = native.name(name);
  switch (type) {
    case AttributeType.STRING: {
      const bytes = new TextEncoder().encode(String(value));
      return symbols[names.string](op, key, bytes, BigInt(bytes.length));
    }
    case AttributeType.INT:
      if (Array.isArray(value)) {
        const list = BigInt64Array.from(value, integer);
        return symbols[names.intList](op, key, list, list.length);
      }
      return symbols[names.int](op, key, integer(value as number));
    case AttributeType.FLOAT:
      if (Array.isArray(value)) {
        const list = Float32Array.from(value);
        return symbols[names.floatList](op, key, list, list.length);
      }
      return symbols[names.float](op, key, value as number);
    case AttributeType.BOOL:
      if (Array.isArray(value)) {
        const list = Uint8Array.from(value, (each) => each ? 1 : 0);
        return symbols[names.boolList](op, key, list, list.length);
      }
      return symbols[names.bool](op, key, value ? 1 : 0);
    case AttributeType.TYPE:
      return symbols[names.type](op, key, value as number);
    case AttributeType.SHAPE: {
      const dims = BigInt64Array.from(value as number[], integer);
      if (kind === "graph") {
        return symbols.TF_SetAttrShape(op, key, dims, dims.length);
      }
      symbols.TFE_OpSetAttrShape(op, key, dims, dims.length, status);
      return native.check(() => `set attribute ${name}`);
    }
    default:
      throw new TypeError(
        `Cannot set attribute ${name}: type number ${type} is not supported`,
      );
  }
}

/** As C++ converts it: towards zero. tfjs passes fractional random seeds. */
function integer(value: number): bigint {
  return Number.isFinite(value) ? BigInt(Math.trunc(value)) : 0n;
}
