/**
 * The functions of TensorFlow's C library that the engine calls, and those of
 * the C library that come with it. Signatures are those of TensorFlow's
 * `c/c_api.h`, `c/eager/c_api.h`, `c/tf_tensor.h`, `c/tf_tstring.h`.
 *
 * @module
 */
import { withoutStandardError } from "./standard_error.ts";

/** `TF_Output`, passed by value: an operation and the index of its output. */
const OUTPUT = { struct: ["pointer", "i32"] } as const;

/** Exported by `libtensorflow_framework`. */
const FRAMEWORK_SYMBOLS = {
  TF_NewStatus: { parameters: [], result: "pointer" },
  TF_GetCode: { parameters: ["pointer"], result: "i32" },
  TF_Message: { parameters: ["pointer"], result: "pointer" },
  TF_AllocateTensor: {
    parameters: ["i32", "buffer", "i32", "usize"],
    result: "pointer",
  },
  TF_DeleteTensor: { parameters: ["pointer"], result: "void" },
  TF_TensorData: { parameters: ["pointer"], result: "pointer" },
  TF_TensorByteSize: { parameters: ["pointer"], result: "usize" },
  // From the C library, which it is linked to.
  dlopen: { parameters: ["buffer", "i32"], result: "pointer" },
} as const satisfies Deno.ForeignLibraryInterface;

/** `memcpy` in its two directions; Deno wants a name for each signature. */
const COPY_SYMBOLS = {
  copyToNative: {
    name: "memcpy",
    parameters: ["pointer", "buffer", "usize"],
    result: "pointer",
  },
  copyFromNative: {
    name: "memcpy",
    parameters: ["buffer", "pointer", "usize"],
    result: "pointer",
  },
} as const satisfies Deno.ForeignLibraryInterface;

/** Functions in C++; absent in builds that hide such symbols. */
const CPP_SYMBOLS = {
  // `tsl::port::TestCPUFeature(CPUFeature)`: which instruction sets the
  // library's kernels may choose.
  testCpuFeature: {
    name: "_ZN3tsl4port14TestCPUFeatureENS0_10CPUFeatureE",
    parameters: ["i32"],
    result: "bool",
    optional: true,
  },
  // `tensorflow::IsMKLEnabled()`: whether kernels are oneDNN's.
  isOneDnnUsed: {
    name: "_ZN10tensorflow12IsMKLEnabledEv",
    parameters: [],
    result: "bool",
    optional: true,
  },
  // `tsl::enable_tensor_float_32_execution(bool)`: whether XLA may make
  // products with 10 bits on a GPU.
  allowTf32: {
    name: "_ZN3tsl32enable_tensor_float_32_executionEb",
    parameters: ["bool"],
    result: "void",
    optional: true,
  },
} as const satisfies Deno.ForeignLibraryInterface;

/** Exported by `libtensorflow_cc`. */
const CC_SYMBOLS = {
  TF_Version: { parameters: [], result: "pointer" },
  // Strings.
  TF_StringInit: { parameters: ["pointer"], result: "void" },
  TF_StringCopy: {
    parameters: ["pointer", "buffer", "usize"],
    result: "void",
  },
  TF_StringGetDataPointer: { parameters: ["pointer"], result: "pointer" },
  TF_StringGetSize: { parameters: ["pointer"], result: "usize" },
  // The eager context and its devices.
  TFE_NewContextOptions: { parameters: [], result: "pointer" },
  TFE_ContextOptionsSetConfig: {
    parameters: ["pointer", "buffer", "usize", "pointer"],
    result: "void",
  },
  TFE_DeleteContextOptions: { parameters: ["pointer"], result: "void" },
  TFE_NewContext: { parameters: ["pointer", "pointer"], result: "pointer" },
  TFE_ContextListDevices: {
    parameters: ["pointer", "pointer"],
    result: "pointer",
  },
  TF_DeleteDeviceList: { parameters: ["pointer"], result: "void" },
  TF_DeviceListCount: { parameters: ["pointer"], result: "i32" },
  TF_DeviceListName: {
    parameters: ["pointer", "i32", "pointer"],
    result: "pointer",
  },
  TF_DeviceListType: {
    parameters: ["pointer", "i32", "pointer"],
    result: "pointer",
  },
  // Tensor handles.
  TFE_NewTensorHandle: {
    parameters: ["pointer", "pointer"],
    result: "pointer",
  },
  TFE_DeleteTensorHandle: { parameters: ["pointer"], result: "void" },
  TFE_TensorHandleDataType: { parameters: ["pointer"], result: "i32" },
  TFE_TensorHandleNumDims: {
    parameters: ["pointer", "pointer"],
    result: "i32",
  },
  TFE_TensorHandleDim: {
    parameters: ["pointer", "i32", "pointer"],
    result: "i64",
  },
  TFE_TensorHandleResolve: {
    parameters: ["pointer", "pointer"],
    result: "pointer",
  },
  TFE_TensorHandleCopyToDevice: {
    parameters: ["pointer", "pointer", "buffer", "pointer"],
    result: "pointer",
  },
  // Operations at once.
  TFE_NewOp: {
    parameters: ["pointer", "buffer", "pointer"],
    result: "pointer",
  },
  TFE_DeleteOp: { parameters: ["pointer"], result: "void" },
  TFE_OpAddInput: {
    parameters: ["pointer", "pointer", "pointer"],
    result: "void",
  },
  TFE_OpSetAttrString: {
    parameters: ["pointer", "buffer", "buffer", "usize"],
    result: "void",
  },
  TFE_OpSetAttrInt: {
    parameters: ["pointer", "buffer", "i64"],
    result: "void",
  },
  TFE_OpSetAttrIntList: {
    parameters: ["pointer", "buffer", "buffer", "i32"],
    result: "void",
  },
  TFE_OpSetAttrFloat: {
    parameters: ["pointer", "buffer", "f32"],
    result: "void",
  },
  TFE_OpSetAttrFloatList: {
    parameters: ["pointer", "buffer", "buffer", "i32"],
    result: "void",
  },
  TFE_OpSetAttrBool: {
    parameters: ["pointer", "buffer", "u8"],
    result: "void",
  },
  TFE_OpSetAttrBoolList: {
    parameters: ["pointer", "buffer", "buffer", "i32"],
    result: "void",
  },
  TFE_OpSetAttrType: {
    parameters: ["pointer", "buffer", "i32"],
    result: "void",
  },
  TFE_OpSetAttrShape: {
    parameters: ["pointer", "buffer", "buffer", "i32", "pointer"],
    result: "void",
  },
  TFE_Execute: {
    parameters: ["pointer", "buffer", "buffer", "pointer"],
    result: "void",
  },
  // Graphs and functions.
  TF_NewBuffer: { parameters: [], result: "pointer" },
  TF_DeleteBuffer: { parameters: ["pointer"], result: "void" },
  TF_NewGraph: { parameters: [], result: "pointer" },
  TF_DeleteGraph: { parameters: ["pointer"], result: "void" },
  TF_GraphGetOpDef: {
    parameters: ["pointer", "buffer", "pointer", "pointer"],
    result: "void",
  },
  TF_NewOperation: {
    parameters: ["pointer", "buffer", "buffer"],
    result: "pointer",
  },
  TF_AddInput: { parameters: ["pointer", OUTPUT], result: "void" },
  TF_AddInputList: {
    parameters: ["pointer", "buffer", "i32"],
    result: "void",
  },
  TF_SetAttrString: {
    parameters: ["pointer", "buffer", "buffer", "usize"],
    result: "void",
  },
  TF_SetAttrInt: { parameters: ["pointer", "buffer", "i64"], result: "void" },
  TF_SetAttrIntList: {
    parameters: ["pointer", "buffer", "buffer", "i32"],
    result: "void",
  },
  TF_SetAttrFloat: { parameters: ["pointer", "buffer", "f32"], result: "void" },
  TF_SetAttrFloatList: {
    parameters: ["pointer", "buffer", "buffer", "i32"],
    result: "void",
  },
  TF_SetAttrBool: { parameters: ["pointer", "buffer", "u8"], result: "void" },
  TF_SetAttrBoolList: {
    parameters: ["pointer", "buffer", "buffer", "i32"],
    result: "void",
  },
  TF_SetAttrType: { parameters: ["pointer", "buffer", "i32"], result: "void" },
  TF_SetAttrShape: {
    parameters: ["pointer", "buffer", "buffer", "i32"],
    result: "void",
  },
  TF_SetAttrTensor: {
    parameters: ["pointer", "buffer", "pointer", "pointer"],
    result: "void",
  },
  TF_FinishOperation: {
    parameters: ["pointer", "pointer"],
    result: "pointer",
  },
  TF_OperationOutputType: { parameters: [OUTPUT], result: "i32" },
  TF_GraphGetTensorNumDims: {
    parameters: ["pointer", OUTPUT, "pointer"],
    result: "i32",
  },
  TF_GraphGetTensorShape: {
    parameters: ["pointer", OUTPUT, "buffer", "i32", "pointer"],
    result: "void",
  },
  TF_GraphToFunction: {
    parameters: [
      ...["pointer", "buffer", "u8", "i32", "pointer", "i32"] as const,
      ...["buffer", "i32", "buffer", "pointer", "pointer"] as const,
      ...["pointer", "pointer"] as const,
    ],
    result: "pointer",
  },
  TF_FunctionSetAttrValueProto: {
    parameters: ["pointer", "buffer", "buffer", "usize", "pointer"],
    result: "void",
  },
  TF_DeleteFunction: { parameters: ["pointer"], result: "void" },
  TFE_ContextAddFunction: {
    parameters: ["pointer", "pointer", "pointer"],
    result: "void",
  },
  TFE_ContextRemoveFunction: {
    parameters: ["pointer", "buffer", "pointer"],
    result: "void",
  },
} as const satisfies Deno.ForeignLibraryInterface;

/** All functions by name. */
export type Symbols =
  & Deno.StaticForeignLibraryInterface<typeof FRAMEWORK_SYMBOLS>
  & Deno.StaticForeignLibraryInterface<typeof COPY_SYMBOLS>
  & Deno.StaticForeignLibraryInterface<typeof CPP_SYMBOLS>
  & Deno.StaticForeignLibraryInterface<typeof CC_SYMBOLS>;

/** RTLD_NOW | RTLD_NODELETE of dlfcn.h. */
const NEVER_UNLOAD = Deno.build.os === "darwin" ? 0x82 : 0x1002;

/**
 * Loads the two libraries, for good.
 *
 * The runtime unloads libraries when it ends, while TensorFlow's threads still
 * run in them, which crashes the process; so they are pinned.
 *
 * @throws {Error} if a library cannot be loaded or lacks a function.
 */
export function loadSymbols(
  { framework, cc }: { framework: string; cc: string },
): Symbols {
  return withoutStandardError(() => {
    const base = Deno.dlopen(framework, {
      ...FRAMEWORK_SYMBOLS,
      ...COPY_SYMBOLS,
      ...CPP_SYMBOLS,
    }).symbols;
    // Where this fails, the load below says why.
    for (const path of [framework, cc]) {
      base.dlopen(new TextEncoder().encode(`${path}\0`), NEVER_UNLOAD);
    }
    return { ...base, ...Deno.dlopen(cc, CC_SYMBOLS).symbols };
  });
}
