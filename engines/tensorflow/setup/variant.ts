/**
 * The builds of TensorFlow: for the processor alone, or with CUDA.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { UsageError } from "../../../core/usage_error.ts";
import type { TensorflowInstallation } from "../installation/installation.ts";
import { namesIn } from "../installation/present.ts";
import { provenanceOf } from "../installation/wheel.ts";

/** The builds. */
export const VARIANTS = ["cpu", "cuda"] as const;

/** Name of a build. */
export type Variant = typeof VARIANTS[number];

type Packages = Partial<Record<Variant, string>>;

/** The package that has a build, by operating system and processor. */
const PACKAGES: Readonly<Record<string, Packages>> = {
  "linux x86_64": { cpu: "tensorflow-cpu", cuda: "tensorflow" },
  "linux aarch64": { cpu: "tensorflow" },
  "darwin aarch64": { cpu: "tensorflow" },
};

const HERE = `${Deno.build.os} ${Deno.build.arch}`;

/**
 * The name of the package with a build.
 *
 * @throws {UsageError} if there is none for this platform.
 */
export function packageOf(
  variant: Variant,
  { platform = HERE }: { platform?: string } = {},
): string {
  const packages = PACKAGES[platform];
  if (packages === undefined) {
    throw new UsageError(
      `Cannot install TensorFlow on ${platform}: it exists for ${
        Object.keys(PACKAGES).join(", ")
      }. Use another engine`,
    );
  }
  const name = packages[variant];
  if (name === undefined) {
    throw new UsageError(
      `Cannot install the ${variant} build of TensorFlow on ${platform}: it ` +
        `exists for ${
          Object.keys(PACKAGES).filter((key) => PACKAGES[key]?.[variant])
        }. Use --variant cpu`,
    );
  }
  return name;
}

/** The build to install by default: CUDA where an NVIDIA driver answers. */
export async function defaultVariant(): Promise<Variant> {
  return PACKAGES[HERE]?.cuda !== undefined && await driverAnswers()
    ? "cuda"
    : "cpu";
}

async function driverAnswers(): Promise<boolean> {
  try {
    const { success } = await new Deno.Command("nvidia-smi", {
      args: ["-L"],
      stdin: "null",
    }).output();
    return success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/**
 * The build of an installation: CUDA if its package is that one and NVIDIA's
 * libraries are beside it. Undefined if the package is unknown.
 */
export function variantOf(
  { folder, cc }: TensorflowInstallation,
  { platform = HERE }: { platform?: string } = {},
): Variant | undefined {
  const name = provenanceOf(cc)?.name?.replaceAll("_", "-");
  if (name === undefined) return undefined;
  const cuda = name === PACKAGES[platform]?.cuda &&
    namesIn(join(dirname(folder), "nvidia")).length > 0;
  return cuda ? "cuda" : "cpu";
}
