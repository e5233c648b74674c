/**
 * Which NVIDIA GPU this process has, as its driver says: TensorFlow calls all
 * of them "GPU:0", but they differ in the bits of their results.
 *
 * @module
 */

const LIBRARY = "libcuda.so.1";

/** Of the driver's header `cuda.h`. */
const MAJOR = 75;
const MINOR = 76;
const LONGEST_NAME = 256;

const SYMBOLS = {
  cuInit: { parameters: ["u32"], result: "i32" },
  cuDriverGetVersion: { parameters: ["buffer"], result: "i32" },
  cuDeviceGet: { parameters: ["buffer", "i32"], result: "i32" },
  cuDeviceGetName: { parameters: ["buffer", "i32", "i32"], result: "i32" },
  cuDeviceGetAttribute: { parameters: ["buffer", "i32", "i32"], result: "i32" },
} as const satisfies Deno.ForeignLibraryInterface;

/**
 * The first GPU that this process may use, e.g. "NVIDIA H200, compute 9.0, CUDA
 * 12.4"; undefined where there is no driver, or it does not answer. Wants
 * `--allow-ffi`.
 */
export function cudaDevice(): string | undefined {
  let library: Deno.DynamicLibrary<typeof SYMBOLS>;
  try {
    library = Deno.dlopen(LIBRARY, SYMBOLS);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    return undefined;
  }
  const { symbols: cuda } = library;
  /** What a function writes, or undefined for an error. */
  const number = (ask: (answer: Int32Array<ArrayBuffer>) => number) => {
    const answer = new Int32Array(1);
    return ask(answer) === 0 ? answer[0]! : undefined;
  };
  if (cuda.cuInit(0) !== 0) return undefined;
  const device = number((answer) => cuda.cuDeviceGet(answer, 0));
  if (device === undefined) return undefined;
  const name = new Uint8Array(LONGEST_NAME);
  if (cuda.cuDeviceGetName(name, LONGEST_NAME, device) !== 0) return undefined;
  const [major, minor] = [MAJOR, MINOR].map((attribute) =>
    number((answer) => cuda.cuDeviceGetAttribute(answer, attribute, device))
  );
  const version = number((answer) => cuda.cuDriverGetVersion(answer));
  if ([major, minor, version].includes(undefined)) return undefined;
  const text = new TextDecoder().decode(name.subarray(0, name.indexOf(0)));
  return `${text}, compute ${major}.${minor}, CUDA ${
    Math.floor(version! / 1000)
  }.${Math.floor(version! % 1000 / 10)}`;
}
