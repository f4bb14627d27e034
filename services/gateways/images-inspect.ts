import sharp, { type Sharp } from 'sharp';
import { extensionOf } from '../domain/file-rules.ts';
import type { Images, Inspected } from '../evidence-port.ts';
import { decodeBmp, readBmpHeader } from './bmp.ts';
import { type ImageType, imageTypeOf, isPolyglot, typeOfExtension } from './magic-bytes.ts';

type ArrivedFile = Parameters<Images['inspect']>[0];

/** A picture whose header was read and found small enough; `pixels` decodes anew each time. */
interface Picture {
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
  readonly pixels: () => Sharp;
}

/** Width x height from which on a picture is not decoded: 40 megapixels themselves are too many. */
export const MAX_PIXELS = 40_000_000;
/** libvips stops by itself a little before the thread is ended. */
const DECODE_SECONDS = 4;
/** The served copy is for looking at; whoever needs every pixel reads the original. */
const SERVED_EDGE = 2560;
/** Longest edge and JPEG quality of the tries for a copy under the limit, best first. */
const SMALLER_TRIES = [
  [3200, 85],
  [2560, 80],
  [1920, 75],
  [1280, 60],
] as const;

// Whatever the bytes claim to be, libvips can open nothing but these three.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadNsgifBuffer',
  ],
});
sharp.cache(false);
sharp.concurrency(1);

/** The pipeline of `Images.inspect`: type, pixels, size, and only then the decoding. Runs in a thread of its own. */
export async function inspectImage(file: ArrivedFile): Promise<Inspected> {
  const { bytes, maxBytes } = file;
  const extension = extensionOf(file.name);
  const isAllowed = file.allowed.includes(extension);
  if (bytes.length === 0 && isAllowed) return { verdict: 'image_broken' };
  const type = imageTypeOf(bytes);
  if (type === undefined || type !== typeOfExtension(extension)) return { verdict: 'file_type' };
  if (isPolyglot(bytes)) return { verdict: 'file_type' };
  const picture = await openPicture(bytes, type);
  if (!isAllowed) return offerConversion(picture, maxBytes);
  if (typeof picture === 'string') return { verdict: picture };
  const { width, height } = picture;
  if (bytes.length >= maxBytes) {
    const smaller = await decodable(makeSmaller(picture, maxBytes));
    if (smaller === 'broken') return { verdict: 'image_broken' };
    const copy = smaller === 'none' ? {} : { smaller };
    return { verdict: 'file_too_large', contentType: type, width, height, ...copy };
  }
  const served = await decodable(makeServed(picture));
  if (typeof served === 'string') return { verdict: 'image_broken' };
  return { verdict: 'accepted', contentType: type, width, height, served };
}

/** Reads the header alone. */
async function openPicture(
  bytes: Uint8Array,
  type: ImageType,
): Promise<Picture | 'image_broken' | 'image_too_many_pixels'> {
  const picture = type === 'image/bmp' ? openBmp(bytes) : await openWithSharp(bytes, type);
  if (picture === undefined) return 'image_broken';
  return picture.width * picture.height >= MAX_PIXELS ? 'image_too_many_pixels' : picture;
}

function openBmp(bytes: Uint8Array): Picture | undefined {
  const header = readBmpHeader(bytes);
  if (header === undefined) return undefined;
  const { width, height } = header;
  const raw = { width, height, channels: 3 } as const;
  const pixels = () =>
    sharp(decodeBmp(bytes, header), { raw }).timeout({ seconds: DECODE_SECONDS });
  return { width, height, hasAlpha: false, pixels };
}

async function openWithSharp(bytes: Uint8Array, type: ImageType): Promise<Picture | undefined> {
  try {
    const header = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (`image/${header.format}` !== type) return undefined;
    // As it is shown: a phone's upright photo is stored lying, with a note in its EXIF.
    const { width, height } = header.autoOrient;
    const pixels = () =>
      sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', page: 0 })
        .timeout({ seconds: DECODE_SECONDS })
        .autoOrient();
    return { width, height, hasAlpha: header.hasAlpha, pixels };
  } catch {
    return undefined; // The header can't be read: the answer is about the file, the reason is libvips'.
  }
}

/** sharp writes no metadata unless told to: no EXIF, GPS, XMP or comments, and colours become sRGB. */
async function makeServed(picture: Picture): Promise<Uint8Array> {
  const fitted = fitInto(picture.pixels(), SERVED_EDGE);
  const encoded = picture.hasAlpha ? fitted.png() : fitted.jpeg({ quality: 85 });
  return encoded.toBuffer();
}

async function makeSmaller(picture: Picture, maxBytes: number): Promise<Uint8Array | 'none'> {
  for (const [edge, quality] of SMALLER_TRIES) {
    const fitted = fitInto(picture.pixels(), edge).flatten({ background: 'white' });
    const jpeg = await fitted.jpeg({ quality }).toBuffer();
    if (jpeg.length < maxBytes) return jpeg;
  }
  return 'none';
}

/** A sound picture of a type that is not taken here, a gif as later evidence (rules.md 6): a PNG of it would be. */
async function offerConversion(picture: Picture | string, maxBytes: number): Promise<Inspected> {
  if (typeof picture === 'string') return { verdict: 'file_type' };
  const png = await decodable(fitInto(picture.pixels(), SERVED_EDGE).png().toBuffer());
  if (typeof png === 'string' || png.length >= maxBytes) return { verdict: 'file_type' };
  return { verdict: 'file_type', converted: png };
}

function fitInto(pixels: Sharp, edge: number): Sharp {
  return pixels.resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true });
}

/** The whole picture is decoded only while it is encoded anew: that is when a cut or damaged one shows. */
async function decodable<T>(encoding: Promise<T>): Promise<T | 'broken'> {
  try {
    return await encoding;
  } catch {
    return 'broken';
  }
}
