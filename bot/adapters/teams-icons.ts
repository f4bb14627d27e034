import sharp from 'sharp';

/** A speech bubble with a tick, in a box of 24. */
const SHAPE =
  '<path d="M20 11.5a8 8 0 0 1-11.6 7.1L4 20l1.4-4.4A8 8 0 1 1 20 11.5Z"/><path d="m8.8 11.8 2.3 2.3 4.2-4.4"/>';

const drawn = (inner: string): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${inner}<g transform="translate(4 4)" fill="none" stroke="#fff" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round">${SHAPE}</g></svg>`,
  );

/** PNG of the app list, 192 pixels: the whole square is filled, since Teams cuts it as it likes. */
export const colorIcon = (): Promise<Buffer> =>
  pngOf(drawn('<rect width="32" height="32" fill="#0b6b5d"/>'), 192);

/** PNG of the side bar, 32 pixels: white on nothing, as Teams demands. */
export const outlineIcon = (): Promise<Buffer> => pngOf(drawn(''), 32);

function pngOf(svg: Buffer, size: number): Promise<Buffer> {
  return sharp(svg, { density: 72 * (size / 32) })
    .resize(size, size)
    .png()
    .toBuffer();
}
