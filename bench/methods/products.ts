/**
 * The matrix products that networks are made of.
 *
 * @module
 */

/**
 * A dense layer, or a convolution, which is a product at each of its places:
 * rows of n inputs times a kernel `[n, k]`.
 */
export interface Product {
  /** n, of a convolution all numbers that its window meets. */
  readonly inputs: number;
  /** k */
  readonly outputs: number;
  /** Rows of an example: windows of a convolution, 1 of a dense layer. */
  readonly places: number;
  /** Whether a bias is added. */
  readonly bias: boolean;
}

const WINDOW = 3 * 3;

/** Dense layers of these widths, from the inputs to the classes. */
export function mlpProducts(widths: readonly number[]): readonly Product[] {
  return widths.slice(1).map((outputs, i) => ({
    ...{ inputs: widths[i]!, outputs, places: 1, bias: true },
  }));
}

/** C1 for square images of that side. */
export function c1Products(
  { side = 32, channels = 3, widths = [64, 128, 256], classes = 10 }: {
    side?: number;
    channels?: number;
    widths?: readonly number[];
    classes?: number;
  } = {},
): readonly Product[] {
  const convolutions = widths.flatMap((outputs, stack) => {
    const places = (side / 2 ** stack) ** 2;
    const before = widths[stack - 1] ?? channels;
    return [before, outputs, outputs].map((inputs) => ({
      ...{ inputs: WINDOW * inputs, outputs, places, bias: true },
    }));
  });
  // Each stack ends in a pool that halves the sides.
  const pixels = (side / 2 ** widths.length) ** 2;
  const features = pixels * widths.at(-1)!;
  return [...convolutions, ...mlpProducts([features, classes])];
}

/** A ResNet for square images of that side. */
export function resnetProducts(
  { depth, side = 32, channels = 3, widths = [16, 32, 64], classes = 10 }: {
    depth: number;
    side?: number;
    channels?: number;
    widths?: readonly number[];
    classes?: number;
  },
): readonly Product[] {
  const perStage = (depth - 2) / 3;
  const convolutions = widths.flatMap((outputs, stage) =>
    Array.from({ length: perStage }, (_, i) => ({
      inputs: WINDOW * (i > 0 || stage === 0 ? outputs : widths[stage - 1]!),
      ...{ outputs, places: (side / 2 ** stage) ** 2, bias: false },
    }))
  );
  const first = {
    ...{ inputs: WINDOW * channels, outputs: widths[0]!, bias: false },
    places: side ** 2,
  };
  return [first, ...convolutions, ...mlpProducts([widths.at(-1)!, classes])];
}

/** Multiply-adds of all of them for one example. */
export function multiplyAddsOf(products: readonly Product[]): number {
  return sumOf(
    products,
    ({ inputs, outputs, places }) => places * inputs * outputs,
  );
}

/** The sum of a number of each product. */
export function sumOf(
  products: readonly Product[],
  number: (product: Product) => number,
): number {
  return products.reduce((sum, product) => sum + number(product), 0);
}
