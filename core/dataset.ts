/** Examples of an image-classification data set, as the files hold them. */
export interface Examples {
  /** Pixels, `[count, height * width * channels]` row-major, 0 to 255. */
  readonly images: Uint8Array;
  /** Class of each example, `[count]`. */
  readonly labels: Uint8Array | Uint16Array;
  /** Number of examples. */
  readonly count: number;
}

/** An image-classification data set in memory. */
export interface Dataset {
  /** Its name on the command line. */
  readonly name: string;
  /** Height, width and channels of an image. */
  readonly imageShape: readonly [number, number, number];
  /** Number of classes. */
  readonly classes: number;
  /** Examples to train on. */
  readonly train: Examples;
  /** Examples to test on. */
  readonly test: Examples;
  /** Hex sha256 that identifies the data; part of the identity of a run. */
  readonly checksum: string;
}
