import type {
  TFEOpAttr,
  TFJSBinding,
} from "@tensorflow/tfjs-node-gpu/dist/tfjs_binding.js";
import { AttributeType } from "./attributes.ts";
import type { Binding } from "./binding.ts";
import { DataType, type Values } from "./native.ts";

/** The binding as tfjs's backend takes it. */
export function asTfjsBinding(binding: Binding): TFJSBinding {
  const unused = (what: string) => () => {
    throw new Error(`Cannot ${what}: this engine has no saved models`);
  };
  class TensorMetadata {
    id = 0;
    shape: number[] = [];
    dtype = 0;
  }
  class OpAttribute implements TFEOpAttr {
    name = "";
    type = 0;
    value = 0;
  }
  return {
    TensorMetadata,
    TFEOpAttr: OpAttribute,
    createTensor: (shape, dtype, values) =>
      binding.createTensor(shape, dtype, values as Values),
    deleteTensor: (id) => binding.deleteTensor(id),
    // Strings and 64-bit integers are missing in tfjs's declaration.
    tensorDataSync: (id) =>
      binding.tensorDataSync(id) as Float32Array | Int32Array | Uint8Array,
    executeOp: (...call) => binding.executeOp(...call),
    loadSavedModel: unused("load a saved model"),
    deleteSavedModel: unused("delete a saved model"),
    runSavedModel: unused("run a saved model"),
    getNumOfSavedModels: () => 0,
    getNumOfTensors: () => binding.getNumOfTensors(),
    isUsingGpuDevice: () => binding.isUsingGpuDevice(),
    TF_FLOAT: DataType.FLOAT,
    TF_INT32: DataType.INT32,
    TF_INT64: DataType.INT64,
    TF_BOOL: DataType.BOOL,
    TF_COMPLEX64: DataType.COMPLEX64,
    TF_STRING: DataType.STRING,
    TF_RESOURCE: DataType.RESOURCE,
    TF_UINT8: DataType.UINT8,
    TF_ATTR_STRING: AttributeType.STRING,
    TF_ATTR_INT: AttributeType.INT,
    TF_ATTR_FLOAT: AttributeType.FLOAT,
    TF_ATTR_BOOL: AttributeType.BOOL,
    TF_ATTR_TYPE: AttributeType.TYPE,
    TF_ATTR_SHAPE: AttributeType.SHAPE,
    TF_ATTR_RESOURCE: -1,
    TF_Version: binding.native.text(binding.native.symbols.TF_Version()),
  };
}
