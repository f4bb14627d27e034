import sharp from 'sharp';

/** Pixels per unit of an SVG without a size of its own, at 72 dots per inch. */
const DENSITY = 72;
/** Sides of the box that our icons are drawn in. */
const BOX = 32;

/** An SVG drawn in a box of 32 as a square PNG of this size; what it leaves free is transparent. */
export function drawIcon(svg: string, size: number): Promise<Buffer> {
  return sharp(Buffer.from(svg), { density: DENSITY * (size / BOX) })
    .resize(size, size)
    .png()
    .toBuffer();
}
