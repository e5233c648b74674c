/** Tells by a parameter's name whether something is done to it. */
export type Applies = (name: string) => boolean;

/**
 * Whether a parameter is the kernel of a dense or convolution layer
 * ("conv_1/kernel"), not a bias or a scale or offset of a normalisation.
 */
export function isKernel(name: string): boolean {
  return name === "kernel" || name.endsWith("/kernel");
}
