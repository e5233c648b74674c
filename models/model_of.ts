import type { Dataset } from "../core/dataset.ts";
import type { Model } from "../core/model.ts";
import { refuseUnknown } from "../core/refuse_unknown.ts";
import { alexnet } from "./alexnet.ts";
import { c1, c2 } from "./c1_c2.ts";
import { glorotUniform } from "./glorot_uniform.ts";
import { heNormal } from "./he_normal.ts";
import { lenet } from "./lenet.ts";
import { f1, mlp } from "./mlp.ts";
import { resnet } from "./resnet.ts";
import { resnet50 } from "./resnet50.ts";
import { vgg16 } from "./vgg16.ts";
import { skipinitWideResnet, wideResnet } from "./wide_resnet.ts";

/**
 * A network in JSON, complete but for the shape of its inputs and its classes,
 * which are the data set's.
 */
export type NetworkSettings =
  | { readonly network: "f1"; readonly width: number }
  | {
    readonly network: "mlp";
    readonly hidden: readonly number[];
    /** Absent: no normalisation. */
    readonly ghostBatchSize?: number;
    readonly kernel: "Glorot uniform" | "He normal";
  }
  | {
    readonly network: "c1";
    readonly widths: readonly [number, number, number];
    readonly ghostBatchSize: number;
  }
  | {
    readonly network: "c2";
    readonly widths: readonly [number, number, number, number];
    readonly denseWidth: number;
    readonly ghostBatchSize: number;
  }
  | {
    readonly network: "lenet";
    readonly widths: readonly [number, number];
    readonly hidden: readonly [number, number];
  }
  | {
    readonly network: "alexnet";
    readonly widths: readonly [number, number, number, number, number];
  }
  | {
    readonly network: "vgg-16";
    readonly widths: readonly [number, number, number, number, number];
    readonly ghostBatchSize: number;
  }
  | {
    readonly network: "resnet";
    readonly depth: number;
    readonly widths: readonly [number, number, number];
    /** Absent: no normalisation. */
    readonly ghostBatchSize?: number;
  }
  | {
    readonly network: "wide-resnet";
    readonly depth: number;
    readonly widenFactor: number;
    readonly width: number;
    readonly ghostBatchSize: number;
  }
  | {
    readonly network: "skipinit-wide-resnet";
    readonly depth: number;
    readonly widenFactor: number;
    readonly width: number;
    /** Absent: no dropout. */
    readonly dropRate?: number;
  }
  | {
    readonly network: "resnet-50";
    readonly blocks: readonly [number, number, number, number];
    readonly widths: readonly [number, number, number, number];
    readonly ghostBatchSize: number;
  };

/**
 * The network of `settings` for a data set.
 *
 * @throws {RangeError} if it cannot be made of such sizes or for such images,
 * or there is none of that name.
 */
export function modelOf(
  settings: NetworkSettings,
  { imageShape, classes }: Pick<Dataset, "imageShape" | "classes">,
): Model {
  const data = { inputShape: imageShape, classes };
  switch (settings.network) {
    case "f1":
      return f1({ ...settings, ...data });
    case "mlp":
      return mlp({
        ...{ ...settings, ...data },
        kernel: KERNELS[settings.kernel] ??
          refuseUnknown("a start of kernels", settings.kernel as never),
      });
    case "c1":
      return c1({ ...settings, ...data });
    case "c2":
      return c2({ ...settings, ...data });
    case "lenet":
      return lenet({ ...settings, ...data });
    case "alexnet":
      return alexnet({ ...settings, ...data });
    case "vgg-16":
      return vgg16({ ...settings, ...data });
    case "resnet":
      return resnet({ ...settings, ...data });
    case "wide-resnet":
      return wideResnet({ ...settings, ...data });
    case "skipinit-wide-resnet":
      return skipinitWideResnet({ ...settings, ...data });
    case "resnet-50":
      return resnet50({ ...settings, ...data });
    default:
      return refuseUnknown("a network", settings);
  }
}

const KERNELS = {
  "Glorot uniform": glorotUniform,
  "He normal": heNormal,
} as const;
