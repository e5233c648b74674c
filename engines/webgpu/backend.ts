import * as tf from "@tensorflow/tfjs-core";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { Adapter } from "./adapter.ts";
import type { Program } from "./program.ts";

type RunArguments = Parameters<WebGPUBackend["runWebGPUProgram"]>;
type DataId = tf.DataId;

const SCOPES = ["validation", "out-of-memory", "internal"] as const;

/**
 * tfjs's WebGPU backend that never returns numbers which were not computed.
 *
 * WebGPU reports errors beside the results: a program that cannot be compiled
 * or run leaves zeros behind. Here each read asks for the errors so far and
 * throws the first; once there was one, every read throws it.
 */
export class CheckedBackend extends WebGPUBackend {
  readonly #name: string;
  #failure: string | undefined;

  /** A backend on `device`, which is its own from now on. */
  constructor(device: GPUDevice, { gpu, name }: Adapter) {
    super(device, gpu.info);
    this.#name = name;
    for (const scope of SCOPES) device.pushErrorScope(scope);
    device.lost.then(({ message }) => {
      this.#failure ??= `the device was lost (${message})`;
    });
  }

  /** The device's largest array, in bytes. */
  get mostBytes(): number {
    const { maxStorageBufferBindingSize, maxBufferSize } = this.device.limits;
    return Math.min(maxStorageBufferBindingSize, maxBufferSize);
  }

  /**
   * The numbers of a tensor, which may be disposed of meanwhile.
   *
   * @throws {Error} if anything so far failed on the device.
   */
  override async read(dataId: DataId): Promise<tf.backend_util.BackendValues> {
    const data = this.tensorMap.get(dataId);
    const buffer = data.resource;
    if (
      data.values !== null && data.values !== undefined ||
      !(buffer instanceof GPUBuffer)
    ) {
      return await super.read(dataId);
    }
    let bytes: ArrayBuffer | undefined;
    try {
      bytes = await this.getBufferData(buffer);
    } catch (error) {
      // A lost device fails the copy before it says that it is lost.
      await new Promise((resolve) => setTimeout(resolve));
      this.#failure ??= String(error);
    }
    await this.#collectErrors();
    if (this.#failure !== undefined || bytes === undefined) {
      throw new Error(
        `Cannot read from ${this.#name} (webgpu): ${this.#failure}`,
      );
    }
    const values = tf.util.convertBackendValuesAndArrayBuffer(
      bytes,
      data.dtype,
    );
    data.values = values;
    return values;
  }

  /**
   * The numbers of a tensor that has not been computed with yet.
   *
   * @throws {Error} for others: a device is read asynchronously only.
   */
  override readSync(dataId: DataId): tf.backend_util.BackendValues {
    const { values, shape } = this.tensorMap.get(dataId);
    if (values !== null && values !== undefined) return values;
    throw new Error(
      `Cannot read a tensor of shape [${shape}] synchronously from webgpu: use "await tensor.data()", not "dataSync", "arraySync" or another engine's operation`,
    );
  }

  /**
   * Gives a tensor its memory on the device.
   *
   * @throws {RangeError} if it is larger than the device's largest array.
   */
  override uploadToGPU(dataId: DataId): void {
    const { shape, dtype } = this.tensorMap.get(dataId);
    const bytes = 4 * tf.util.sizeFromShape(shape);
    if (bytes > this.mostBytes) {
      throw new RangeError(
        `Cannot make a tensor on ${this.#name} (webgpu): ${dtype} [${shape}] has ${bytes} bytes, the device allows ${this.mostBytes}; use smaller microbatches`,
      );
    }
    super.uploadToGPU(dataId);
  }

  /**
   * Runs a program.
   *
   * @throws {RangeError} if it takes more groups of threads than the device
   * allows, or makes numbers of an array without any, which no device takes.
   */
  override runWebGPUProgram(...args: RunArguments): tf.TensorInfo {
    const [program, inputs] = args;
    if (!isEmpty(program.outputShape) && inputs.some((x) => isEmpty(x.shape))) {
      throw this.#refusal(args, "has an input without numbers");
    }
    const most = this.device.limits.maxComputeWorkgroupsPerDimension;
    if (program.dispatch.some((groups) => groups > most) && !isFlat(program)) {
      const groups = program.dispatch.join("×");
      throw this.#refusal(
        args,
        `takes ${groups} groups of threads, the device allows ${most} a dimension; use smaller microbatches`,
      );
    }
    return super.runWebGPUProgram(...args);
  }

  #refusal([program, inputs]: RunArguments, why: string): RangeError {
    const shapes = inputs.map(({ shape }) => `[${shape}]`).join(", ");
    return new RangeError(
      `Cannot run ${
        nameOf(program)
      } on ${this.#name} (webgpu): ${shapes} to [${program.outputShape}] ${why}`,
    );
  }

  /** Takes the errors of all work that was given to the device so far. */
  async #collectErrors(): Promise<void> {
    const errors = SCOPES.map(() => this.device.popErrorScope()).reverse();
    for (const scope of SCOPES) this.device.pushErrorScope(scope);
    for (const [i, error] of (await Promise.all(errors)).entries()) {
      if (error === null) continue;
      const { numBytesInGPU, numBytesAllocatedInGPU } = this.memory();
      this.#failure ??= `${
        SCOPES[i]
      } error, ${error.message} (${numBytesInGPU} bytes in use, ${numBytesAllocatedInGPU} allocated)`;
    }
  }
}

function isEmpty(shape: number[]): boolean {
  return tf.util.sizeFromShape(shape) === 0;
}

/** Whether the backend may spread the groups over all three dimensions. */
function isFlat({ dispatchLayout, size }: Program): boolean {
  const { y, z } = dispatchLayout;
  return y === undefined && z === undefined && size === true;
}

function nameOf(program: Program): string {
  const { name } = program.constructor;
  return name === "Object" ? program.shaderKey : name;
}
