/** Height, width and channels of one input of a layer for images. */
export type ImageShape = readonly [number, number, number];

/**
 * The shape as `[height, width, channels]`.
 *
 * @throws {RangeError} if it is not one; `what` names the layer.
 */
export function imageShapeOf(
  inputShape: readonly number[],
  what: string,
): ImageShape {
  const [height, width, channels, ...others] = inputShape;
  if (channels === undefined || others.length > 0) {
    throw new RangeError(
      `Cannot make ${what}: inputs must have shape [height, width, channels], current shape [${
        inputShape.join(", ")
      }]`,
    );
  }
  return [height!, width!, channels];
}
