/**
 * Networks, and the layers that they are put together from.
 *
 * @module
 */
export * from "./alexnet.ts";
export * from "./c1_c2.ts";
export * from "./glorot_uniform.ts";
export * from "./he_normal.ts";
export type { Initialiser } from "./initialiser.ts";
export * from "./layers/conv2d.ts";
export * from "./layers/dense.ts";
export * from "./layers/dropout.ts";
export * from "./layers/flatten.ts";
export * from "./layers/ghost_batch_norm.ts";
export * from "./layers/global_average_pool.ts";
export type {
  Layer,
  LayerFor,
  LayerOutput,
  LayerState,
  Start,
} from "./layers/layer.ts";
export * from "./layers/max_pool.ts";
export {
  contributions,
  observed,
  type Probe,
  type ProbeInputs,
  type ProbeTable,
} from "./layers/probes.ts";
export * from "./layers/relu.ts";
export * from "./layers/residual.ts";
export * from "./layers/scale.ts";
export { sequence } from "./layers/sequence.ts";
export * from "./layers/subsample.ts";
export * from "./lenet.ts";
export * from "./mlp.ts";
export * from "./model_of.ts";
export * from "./network.ts";
export * from "./resnet.ts";
export * from "./resnet50.ts";
export * from "./vgg16.ts";
export * from "./wide_resnet.ts";
