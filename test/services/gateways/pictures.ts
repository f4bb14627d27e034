import sharp, { type Sharp } from 'sharp';

/** Pictures made for the tests; nothing is read from a file. */
export function plain(width: number, height: number, channels: 3 | 4 = 3): Sharp {
  const background = { r: 200, g: 30, b: 30, alpha: channels === 4 ? 0.5 : 1 };
  return sharp({ create: { width, height, channels, background } });
}

/** Hard to compress, like a real photo in a bad light. */
export function noisy(width: number, height: number): Sharp {
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0, x = 1; i < rgb.length; i++) {
    x = (x * 48271) % 2147483647;
    rgb[i] = x & 255;
  }
  return sharp(rgb, { raw: { width, height, channels: 3 } });
}

/** A photo as a phone takes it: lying, with a note to turn it, with the place. */
export function withGps(width: number, height: number): Promise<Buffer> {
  return plain(width, height)
    .withExif({
      IFD0: { Make: 'CANARY-MAKER', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

/** An animation of red, then green. */
export async function animation(): Promise<Buffer> {
  const red = { r: 255, g: 0, b: 0 };
  const green = { r: 0, g: 255, b: 0 };
  const frames = [red, green].map((background) =>
    sharp({ create: { width: 8, height: 8, channels: 3, background } })
      .png()
      .toBuffer(),
  );
  return sharp(await Promise.all(frames), { join: { animated: true } })
    .gif({ delay: [100, 100] })
    .toBuffer();
}

export interface BmpOptions {
  readonly bitsPerPixel?: 8 | 24 | 32;
  readonly topDown?: boolean;
}

/** A Windows bitmap whose pixel at (x, y) is `colour(x, y)` as red, green, blue. */
export function bmp(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
  { bitsPerPixel = 24, topDown = false }: BmpOptions = {},
): Buffer {
  const palette = bitsPerPixel === 8 ? 256 * 4 : 0;
  const stride = Math.ceil((width * bitsPerPixel) / 32) * 4;
  const file = Buffer.alloc(54 + palette + stride * height);
  file.write('BM');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54 + palette, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(topDown ? -height : height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(bitsPerPixel, 28);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [red, green, blue] = colour(x, y);
      const row = 54 + palette + stride * (topDown ? y : height - 1 - y);
      if (bitsPerPixel === 8) {
        // Each pixel of a small picture has a palette entry of its own.
        const index = y * width + x;
        file.set([blue, green, red], 54 + index * 4);
        file[row + x] = index;
      } else file.set([blue, green, red], row + (x * bitsPerPixel) / 8);
    }
  return file;
}

/** A PNG header that promises `width` x `height` with a few bytes of compressed zeros behind it. */
export async function pngBomb(width: number, height: number): Promise<Buffer> {
  const png = await plain(64, 64).png().toBuffer();
  const bomb = Buffer.from(png);
  bomb.writeUInt32BE(width, 16);
  bomb.writeUInt32BE(height, 20);
  bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
  return bomb;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** The smallest archive that a zip reader opens: one empty file. */
export function zip(): Buffer {
  const local = Buffer.alloc(31);
  local.write('PK\x03\x04', 0, 'latin1');
  local.writeUInt16LE(1, 26);
  local.write('a', 30);
  const entry = Buffer.alloc(47);
  entry.write('PK\x01\x02', 0, 'latin1');
  entry.writeUInt16LE(1, 28);
  entry.write('a', 46);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}
