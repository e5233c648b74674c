/**
 * The specs of tfjs-core that fail with this engine, and why. A run checks
 * that each of them does fail, with the error that is stated.
 *
 * @module
 */

/** How kernels are run: at once, or each compiled as a function of its own. */
export type Mode = "eager" | "compiled";

/** Specs that fail for one reason. */
export interface Exclusion {
  readonly reason: string;
  /** Part of the message of each failure. */
  readonly error: string;
  /** How many of the specs whose names begin so fail. */
  readonly specs: Readonly<Record<string, number>>;
  /** Where they fail; by default in both modes. */
  readonly mode?: Mode;
  /** Whether they pass where rounding happens to be another. */
  readonly byMachine?: true;
}

/** All of them. */
export const EXCLUSIONS: readonly Exclusion[] = [
  {
    reason: "tfjs-node-gpu never had the kernel",
    error: "not registered for backend 'tensorflow'",
    specs: {
      "bitwiseAnd": 1,
      "denseBincount": 8,
      "image.transform": 7,
      "lowerBound": 2,
      "maxPoolWithArgmax": 12,
      "raggedGather": 12,
      "raggedRange": 15,
      "raggedTensorToTensor": 14,
      "searchSorted": 3,
      "sparseFillEmptyRows": 10,
      "sparseReshape": 16,
      "sparseSegmentMean": 17,
      "sparseSegmentSum": 16,
      "stringNGrams": 33,
      "stringSplit": 7,
      "stringToHashBucketFast": 4,
      "upperBound": 2,
    },
  },
  {
    reason: "tfjs-node-gpu's kernel takes no padding by numbers",
    error: "TF Backend supports only 'valid' and 'same' padding",
    specs: {
      "avgPool x=[3,3,1] f=[3,3] s=1 p=explicit": 1,
      "avgPool x=[2,2,3] f=[2,2] s=3 p=1": 4,
      "avgPool x=[2,2,3] f=[1,1] s=2 p=1 dimRoundingMode=floor": 1,
      "avgPool gradient x=[3,3,1] f=[3,3] s=1 p=explicit": 1,
      "avgPool3d x=[1,2,2,2,1] f=[2,2,2] s=1 p=1 roundingMode=floor": 1,
      "avgPool3d x=[1,1,1,1,1] f=[2,2,2] s=1 p=2": 1,
      "maxPool x=[3,3,1] f=[3,3] s=1 p=explicit": 1,
      "maxPool x=[2,2,3] f=[2,2] s=3 p=1": 4,
      "maxPool x=[2,2,3] f=[1,1] s=2 p=1 dimRoundingMode=floor": 1,
      "maxPoolBackprop gradient x=[3,3,1] f=3 s=1 p=explicit": 1,
      "maxPool3d x=[1,2,2,2,1] f=[2,2,2] s=1 p=1 roundingMode=floor": 1,
      "pool max x=[3,3,1] f=[3,3] s=1 d=1 p=explicit": 1,
      "pool max x=[3,3,1] f=[3,3] s=3 d=1 p=explicit": 4,
      "pool max x=[2,2,3] f=[1,1] s=2 p=1 fractional outputs": 1,
      "pool avg x=[3,3,1] f=[3,3] s=1 d=1 p=explicit": 1,
      "pool avg x=[3,3,1] f=[3,3] s=3 d=1 p=explicit": 4,
      "pool avg x=[2,2,3] f=[1,1] s=2 p=1 fractional outputs": 1,
      "conv2dTranspose input=3x3x1,d2=1,f=2,s=2,p=explicit": 1,
      "conv2dTranspose gradient input=[1,3,3,1] f=[2,2,2,1] s=[1,1] p=explicit":
        1,
    },
  },
  {
    reason: "tfjs-node-gpu's kernel has no NCHW",
    error: "FusedConv2D does not support dataFormat:'NCHW'",
    specs: {
      "fused conv2d basic in NCHW": 8,
      "fused conv2d im2row in NCHW": 7,
      "fused conv2d batch in NCHW": 7,
    },
  },
  {
    reason: "TensorFlow has no kernel for the dtype",
    error: "is not in the list of allowed values",
    specs: {
      "diag bool": 1,
      "leakyrelu int32": 1,
      "step kernel with int32 tensor": 1,
      "greater should support string comparison": 1,
      "greaterEqual should support string comparison": 1,
      "less should support string comparison": 1,
      "lessEqual should support string comparison": 1,
    },
  },
  {
    reason: "the spec's updates have a shape that TensorFlow refuses",
    error: "of input[shape=",
    specs: {
      "scatterND should work for 2d": 1,
      "scatterND should work for simple 1d": 1,
      "scatterND should work for multiple 1d": 1,
      "scatterND should sum the duplicated indices": 1,
      "scatterND should work for tensorLike input": 1,
    },
  },
  {
    reason: "the spec's filter is larger than its image",
    error: "AvgPool3D(float32 [1,1,1,1,1])",
    specs: {
      "avgPool3d x=[1,1,1,1,1] f=[1,1,3] s=1 p=valid": 1,
    },
  },
  {
    reason: "the spec's sizes are not those of a transposed convolution",
    error: "Cannot run",
    specs: {
      "conv2dTranspose input=8x8x8,output=4x4x8,f=8,s=1,inDepth=8,p=same": 1,
    },
  },
  {
    reason: "the sign of NaN is NaN in TensorFlow and 0 in tfjs",
    error: "= NaN, expected",
    specs: {
      "sign basic": 1,
      "sign does not propagate NaNs": 1,
      "sign accepts a tensor-like object": 1,
    },
  },
  {
    reason: "every NaN is unique in TensorFlow, all are one in tfjs",
    error: "Expected $[0] = 3 to equal 2",
    specs: {
      "unique 1d tensor with NaN and Infinity": 1,
    },
    mode: "eager",
  },
  {
    reason: "the spec's tolerance is finer than float32 is at 30144",
    error: "Arrays differ: actual[2] = 30144.17",
    specs: { "tan numbers exceed float32 precision": 1 },
    byMachine: true,
  },
  {
    reason: "TensorFlow's generator of a seed goes on from call to call",
    error: "Arrays differ",
    specs: {
      "multinomial creates the same data given the same seed": 1,
    },
  },
  {
    reason: "TensorFlow computes what tfjs refuses",
    error: "Expected function to throw an Error",
    specs: {
      "einsum 2d matrix calculate trace: duplicate axes not implemented yet": 1,
    },
  },
  {
    reason: "TensorFlow says nothing before it compiles",
    error: "Expected function to throw an Error",
    specs: { "einsum nonexistent dimension throws error": 1 },
    mode: "eager",
  },
  {
    reason: "the shape of the result depends on values",
    error: "the shape of its result depends on values",
    specs: {
      "nonMaxSuppression NonMaxSuppression": 11,
      "unique": 12,
    },
    mode: "compiled",
  },
  {
    reason: "the error of a graph says the same in other words",
    error: "to throw an exception with",
    specs: {
      "einsum nonexistent dimension throws error": 1,
      "einsum mismatched dimensions throws error": 1,
      "einsum incorrect number of tensors throws error": 1,
      "gather throws when index is out of bound": 1,
    },
    mode: "compiled",
  },
];
