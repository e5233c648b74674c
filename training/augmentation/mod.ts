/**
 * Changes of images that are decided by keys, and their standardisation.
 *
 * ```ts
 * import {
 *   horizontalFlip,
 *   inOrder,
 *   paddedCrop,
 *   randomErasing,
 *   rootKey,
 *   throughTables,
 *   unitTables,
 * } from "../../mod.ts";
 *
 * // As for GNC on CIFAR.
 * const augment = inOrder([paddedCrop(), horizontalFlip(), randomErasing()]);
 * const pixels = new Uint8Array(2 * 32 * 32 * 3).fill(255);
 * const examples = Uint32Array.of(7, 3); // their numbers in the data set
 * augment(rootKey(0), { pixels, imageShape: [32, 32, 3], examples });
 * const x = throughTables(pixels, unitTables(3)); // or standardisingTables
 * console.assert(x.length === pixels.length);
 * ```
 *
 * @module
 */
export { type Augmentation, inOrder, type PixelBatch } from "./augmentation.ts";
export * from "./augmentation_of.ts";
export * from "./channel_statistics.ts";
export * from "./horizontal_flip.ts";
export * from "./padded_crop.ts";
export * from "./pixel_tables.ts";
export * from "./random_erasing.ts";
