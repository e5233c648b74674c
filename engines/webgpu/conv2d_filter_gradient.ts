/**
 * The gradient of a convolution with respect to its filter. The backend's own
 * program gives one thread to each number of the filter, which leaves most of a
 * device idle; on Mesa's software adapter it takes 3 to 5 times as long.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { type Kernel, kernelOf, runProgram } from "./program.ts";

/** Rows, columns and terms of the product that a group works on at a time. */
const TILE = 32;
/** Threads of a group: each makes 4×4 numbers of a tile. */
const THREADS = 8;
/** As many groups keep a device busy. */
const GROUPS = 256;
/** A part of the sum is not worth its overhead with fewer terms. */
const FEWEST_TERMS = 256;

/**
 * The kernel `Conv2DBackpropFilter`:
 * `dW[i, j, c, k] = Σ_{b, p, q} X[b, s·p + i, s·q + j, c] dY[b, p, q, k]`
 * with padded `X`.
 *
 * It is the matrix product `Pᵀ dY`, where row (b, p, q) of `P` is the patch of
 * `X` under the filter. The long sum over rows is cut into parts, so that all
 * of the device is busy; parts are then added in a fixed order.
 */
export function conv2dFilterGradient(): Kernel {
  const original = kernelOf(tf.Conv2DBackpropFilter);
  return (call) => {
    const { x, dy } = call.inputs as Record<"x" | "dy", tf.TensorInfo>;
    const { strides, pad, dimRoundingMode, filterShape, dataFormat } = call
      .attrs as tf.Conv2DBackpropFilterAttrs;
    if (dataFormat !== "NHWC") return original(call);
    const info = tf.backend_util.computeConv2DInfo(
      x.shape as [number, number, number, number],
      filterShape,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    const { filterHeight, filterWidth, inChannels, outChannels } = info;
    const columns = filterHeight * filterWidth * inChannels;
    const terms = info.batchSize * info.outHeight * info.outWidth;
    const tiles = [outChannels, columns].map((size) => Math.ceil(size / TILE));
    const parts = Math.max(
      1,
      Math.min(
        Math.ceil(GROUPS / (tiles[0]! * tiles[1]!)),
        Math.floor(terms / FEWEST_TERMS),
      ),
    );
    const partial = runProgram(call.backend, {
      name: "conv2dFilterGradient",
      inputs: { x, dy },
      uniforms: {
        ...{ columns, terms, outChannels, inChannels, filterWidth },
        termsOfPart: Math.ceil(terms / parts),
        ...{ outHeight: info.outHeight, outWidth: info.outWidth },
        ...{ inHeight: info.inHeight, inWidth: info.inWidth },
        ...{ strideHeight: info.strideHeight, strideWidth: info.strideWidth },
        ...{ top: info.padInfo.top, left: info.padInfo.left },
      },
      outputShape: [parts, columns, outChannels],
      code: PARTIAL_PRODUCT,
      groupSize: [THREADS, THREADS, 1],
      groups: [tiles[0]!, tiles[1]!, parts],
    });
    const sum = parts === 1 ? partial : runProgram(call.backend, {
      name: "sumOfParts",
      inputs: { partial },
      uniforms: { parts },
      outputShape: [columns, outChannels],
      code: SUM_OF_PARTS,
    });
    const result = kernelOf(tf.Reshape)({
      inputs: { x: sum },
      attrs: { shape: filterShape },
      backend: call.backend,
    });
    for (const { dataId } of new Set([partial, sum])) {
      call.backend.disposeData(dataId);
    }
    return result;
  };
}

const PARTIAL_PRODUCT = `
var<workgroup> patches: array<array<vec4<f32>, ${TILE / 4}>, ${TILE}>;
var<workgroup> gradients: array<array<vec4<f32>, ${TILE / 4}>, ${TILE}>;
// Of each term: first row of its example, and its patch's corner in the image.
var<workgroup> corners: array<vec3<i32>, ${TILE}>;

fn main() {
  let begin = i32(workgroupId.z) * uniforms.termsOfPart;
  let end = min(begin + uniforms.termsOfPart, uniforms.terms);
  let firstColumn = i32(workgroupId.y) * ${TILE};
  let firstOut = i32(workgroupId.x) * ${TILE};

  // What a thread loads is always of the same column.
  let loaded = i32(localIndex) % ${TILE};
  let column = firstColumn + loaded;
  let out = firstOut + loaded;
  let c = column % uniforms.inChannels;
  let j = (column / uniforms.inChannels) % uniforms.filterWidth;
  let i = column / (uniforms.inChannels * uniforms.filterWidth);

  let row = i32(localId.y) * 4;
  let col = i32(localId.x) * 4;
  var sums: array<vec4<f32>, 4>;
  for (var start = begin; start < end; start += ${TILE}) {
    if (localIndex < ${TILE}u) {
      let term = start + i32(localIndex);
      let line = term / uniforms.outWidth;
      let b = line / uniforms.outHeight;
      corners[localIndex] = vec3<i32>(
        b * uniforms.inHeight,
        (line - b * uniforms.outHeight) * uniforms.strideHeight - uniforms.top,
        (term - line * uniforms.outWidth) * uniforms.strideWidth - uniforms.left);
    }
    workgroupBarrier();
    for (var t = i32(localIndex) / ${TILE}; t < ${TILE}; t += ${
  THREADS * THREADS / TILE
}) {
      let term = start + t;
      var input = 0.0;
      var gradient = 0.0;
      if (term < end) {
        let h = corners[t].y + i;
        let w = corners[t].z + j;
        if (column < uniforms.columns && h >= 0 && h < uniforms.inHeight &&
            w >= 0 && w < uniforms.inWidth) {
          input = x[((corners[t].x + h) * uniforms.inWidth + w) *
            uniforms.inChannels + c];
        }
        if (out < uniforms.outChannels) {
          gradient = dy[term * uniforms.outChannels + out];
        }
      }
      patches[t][loaded / 4][loaded % 4] = input;
      gradients[t][loaded / 4][loaded % 4] = gradient;
    }
    workgroupBarrier();
    for (var t = 0; t < ${TILE}; t++) {
      let p = patches[t][localId.y];
      let g = gradients[t][localId.x];
      sums[0] += p.x * g;
      sums[1] += p.y * g;
      sums[2] += p.z * g;
      sums[3] += p.w * g;
    }
    workgroupBarrier();
  }

  for (var r = 0; r < 4; r++) {
    for (var k = 0; k < 4; k++) {
      let m = firstColumn + row + r;
      let n = firstOut + col + k;
      if (m < uniforms.columns && n < uniforms.outChannels) {
        result[(i32(workgroupId.z) * uniforms.columns + m) *
          uniforms.outChannels + n] = sums[r][k];
      }
    }
  }
}`;

const SUM_OF_PARTS = `
fn main(index: i32) {
  if (index >= uniforms.size) { return; }
  var sum = 0.0;
  for (var part = 0; part < uniforms.parts; part++) {
    sum += partial[part * uniforms.size + index];
  }
  result[index] = sum;
}`;
