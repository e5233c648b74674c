import decodeJpeg from "@jsquash/jpeg/decode.js";
import decodePng from "@jsquash/png/decode.js";
import { decode as decodeInkJpeg } from "jpeg-js";
import { UsageError } from "../../core/usage_error.ts";

/** An image in memory. */
export interface RgbaImage {
  /** Red, green, blue and alpha, `[height, width, 4]`, 0 to 255. */
  readonly data: Uint8Array;
  /** Columns. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
}

/**
 * Decodes a JPEG or PNG file, whatever its name says: in ImageNet one PNG file
 * and some in the four colours of printers are called .JPEG. Alpha and the
 * orientation of a camera are left alone.
 *
 * @param options.name What error messages call the file.
 * @throws {UsageError} if it is neither, cut short or damaged.
 */
export async function decodeImage(
  file: Uint8Array,
  { name }: { name: string },
): Promise<RgbaImage> {
  const refuse = (found: string, cause?: unknown) =>
    new UsageError(
      `Cannot decode ${name}: expected a whole JPEG or PNG image, found ` +
        `${file.length} bytes ${found}`,
      { cause },
    );
  const kind = kindOf(file);
  if (kind === undefined) throw refuse("of another kind");
  if (kind !== "png" && isCutShort(file)) {
    throw refuse("of a JPEG image without its end");
  }
  try {
    const { data, width, height } = await DECODERS[kind](file);
    const { buffer, byteOffset, byteLength } = data;
    return {
      data: new Uint8Array(buffer, byteOffset, byteLength),
      width,
      height,
    };
  } catch (cause) {
    throw refuse(`that are damaged (${kind})`, cause);
  }
}

interface Decoded {
  data: ArrayBufferView;
  width: number;
  height: number;
}

type Kind = "jpeg" | "ink jpeg" | "png";

/** libjpeg has the bits that other programs have, but no inks. */
const DECODERS: Readonly<
  Record<Kind, (file: Uint8Array) => Decoded | Promise<Decoded>>
> = {
  jpeg: (file) => decodeJpeg(bufferOf(file)),
  "ink jpeg": (file) => decodeInkJpeg(file, { useTArray: true }),
  png: (file) => decodePng(bufferOf(file)),
};

function bufferOf(file: Uint8Array): ArrayBuffer {
  const { buffer, byteLength } = file;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
    ? buffer
    : new Uint8Array(file).buffer;
}

const JPEG_START = [0xff, 0xd8, 0xff];
const PNG_START = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function kindOf(file: Uint8Array): Kind | undefined {
  const startsWith = (start: readonly number[]) =>
    start.every((byte, i) => file[i] === byte);
  if (startsWith(PNG_START)) return "png";
  if (!startsWith(JPEG_START)) return undefined;
  return componentsOf(file) === 4 ? "ink jpeg" : "jpeg";
}

/** Number of colours that the frame header (ITU-T T.81, B.2.2) announces. */
function componentsOf(jpeg: Uint8Array): number | undefined {
  for (let at = 2; at + 9 < jpeg.length && jpeg[at] === 0xff;) {
    const marker = jpeg[at + 1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf &&
      ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return jpeg[at + 9];
    const fill = marker === 0xff;
    at += fill ? 1 : 2 + jpeg[at + 2]! * 256 + jpeg[at + 3]!;
  }
  return undefined;
}

/** Whether the last scan has no end, which the decoder would paint grey. */
function isCutShort(jpeg: Uint8Array): boolean {
  for (let at = jpeg.length - 2; at >= 0; at--) {
    if (jpeg[at] !== 0xff) continue;
    if (jpeg[at + 1] === 0xd9) return false;
    if (jpeg[at + 1] === 0xda) return true;
  }
  return true;
}
