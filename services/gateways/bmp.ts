/** Where the pixels of a bitmap are and how to read them. */
export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bitsPerPixel: number;
  readonly pixelsAt: number;
  readonly paletteAt: number;
}

const RGB = 0;
const BITFIELDS = 3;
const FILE_HEADER_BYTES = 14;
/** Red, green, blue where 24-bit and 32-bit files have them anyway; other masks are not read. */
const USUAL_MASKS = [0xff0000, 0xff00, 0xff];

/**
 * Reads a Windows bitmap of 1, 4, 8, 24 or 32 bits without compression: what Paint and screenshot tools write.
 * sharp has no decoder for it. Undefined if it is another kind or its numbers contradict its length.
 */
export function readBmpHeader(bytes: Uint8Array): BmpHeader | undefined {
  if (bytes.length < FILE_HEADER_BYTES + 40) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const signedHeight = view.getInt32(22, true);
  const compression = view.getUint32(30, true);
  const header: BmpHeader = {
    width: view.getInt32(18, true),
    height: Math.abs(signedHeight),
    topDown: signedHeight < 0,
    bitsPerPixel: view.getUint16(28, true),
    pixelsAt: view.getUint32(10, true),
    paletteAt: FILE_HEADER_BYTES + view.getUint32(14, true),
  };
  const isReadable =
    view.getUint16(26, true) === 1 &&
    (compression === RGB ? [1, 4, 8, 24, 32] : [32]).includes(header.bitsPerPixel) &&
    (compression === RGB || (compression === BITFIELDS && hasUsualMasks(view)));
  return isReadable && fits(header, bytes.length) ? header : undefined;
}

function hasUsualMasks(view: DataView): boolean {
  const masksAt = FILE_HEADER_BYTES + 40;
  return (
    view.byteLength >= masksAt + 12 &&
    USUAL_MASKS.every((mask, i) => view.getUint32(masksAt + 4 * i, true) === mask)
  );
}

/** A row ends on a multiple of 4 bytes. */
function strideOf(header: BmpHeader): number {
  return Math.ceil((header.width * header.bitsPerPixel) / 32) * 4;
}

function fits(header: BmpHeader, length: number): boolean {
  const { width, height, bitsPerPixel, pixelsAt, paletteAt } = header;
  if (width < 1 || height < 1 || pixelsAt < paletteAt) return false;
  const lastRow = Math.ceil((width * bitsPerPixel) / 8);
  return pixelsAt + strideOf(header) * (height - 1) + lastRow <= length;
}

/**
 * The pixels as RGB, three bytes each, top row first. The caller has checked width x height.
 * A fourth byte is dropped: most writers leave rubbish or zero there.
 */
export function decodeBmp(bytes: Uint8Array, header: BmpHeader): Uint8Array {
  const { width, height } = header;
  const stride = strideOf(header);
  const rgb = new Uint8Array(width * height * 3);
  const copyRow = header.bitsPerPixel >= 24 ? copyDirectRow : copyPaletteRow;
  for (let y = 0; y < height; y++) {
    const row = header.topDown ? y : height - 1 - y;
    const at = header.pixelsAt + row * stride;
    copyRow(bytes, at, header, rgb.subarray(y * width * 3, (y + 1) * width * 3));
  }
  return rgb;
}

function copyDirectRow(bytes: Uint8Array, at: number, header: BmpHeader, row: Uint8Array): void {
  const step = header.bitsPerPixel / 8;
  for (let x = 0, from = at; x < row.length; x += 3, from += step) copyColour(bytes, from, row, x);
}

function copyPaletteRow(bytes: Uint8Array, at: number, header: BmpHeader, row: Uint8Array): void {
  const { bitsPerPixel, paletteAt, pixelsAt } = header;
  const mask = (1 << bitsPerPixel) - 1;
  for (let x = 0; x < header.width; x++) {
    const bit = x * bitsPerPixel;
    const byte = bytes[at + (bit >> 3)] ?? 0;
    const colourAt = paletteAt + 4 * ((byte >> (8 - bitsPerPixel - (bit & 7))) & mask);
    // An index beyond the palette stays black.
    if (colourAt + 4 <= pixelsAt) copyColour(bytes, colourAt, row, x * 3);
  }
}

/** Stored as blue, green, red. */
function copyColour(bytes: Uint8Array, from: number, row: Uint8Array, to: number): void {
  row[to] = bytes[from + 2] ?? 0;
  row[to + 1] = bytes[from + 1] ?? 0;
  row[to + 2] = bytes[from] ?? 0;
}
