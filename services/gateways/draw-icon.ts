import sharp from 'sharp';

/** Pixels per unit of an SVG without a size of its own, at 72 dots per inch. */
const DENSITY = 72;
/** Sides of the box that our icons are drawn in. */
const BOX = 32;
/** What reads an SVG: shut for the whole process once a thread of it has looked at buyers' files (images-inspect.ts). */
const reader = { operation: ['VipsForeignLoadSvgBuffer'] };

/**
 * An SVG drawn in a box of 32 as a square PNG of this size; what it leaves free is transparent. Only for our own: SVGs
 * can be read meanwhile.
 */
export async function drawIcon(svg: string, size: number): Promise<Buffer> {
  sharp.unblock(reader);
  try {
    return await sharp(Buffer.from(svg), { density: DENSITY * (size / BOX) })
      .resize(size, size)
      .png()
      .toBuffer();
  } finally {
    sharp.block(reader);
  }
}
