import { expect } from 'chai';
import sharp from 'sharp';
import type { Inspected } from '../../../services/evidence-port.ts';
import { createImages } from '../../../services/gateways/images.ts';
import { animation, bmp, noisy, plain, pngBomb, withGps, zip } from './pictures.ts';

const OPENING = ['.jpg', '.jpeg', '.bmp', '.gif', '.png'];
const LATER = ['.jpg', '.jpeg', '.bmp', '.png'];
const MAX_BYTES = 64 * 1024;

describe('images', () => {
  const images = createImages();
  after(() => images.close());

  const inspect = (name: string, bytes: Uint8Array, allowed = OPENING, maxBytes = MAX_BYTES) =>
    images.inspect({ name, bytes, allowed, maxBytes });

  const accepted = (inspected: Inspected) => {
    if (inspected.verdict !== 'accepted') throw new Error(`verdict ${inspected.verdict}`);
    return inspected;
  };

  describe('take', () => {
    it('a JPEG under each of its two extensions, in any case', async () => {
      const bytes = await plain(30, 20).jpeg().toBuffer();
      for (const name of ['a.jpg', 'a.jpeg', 'A.JPG', 'b.c.jpeg']) {
        const { contentType, width, height } = accepted(await inspect(name, bytes));
        expect({ contentType, width, height }).to.deep.equal({
          contentType: 'image/jpeg',
          width: 30,
          height: 20,
        });
      }
    });

    it('a PNG with transparency, and show it as a PNG', async () => {
      const bytes = await plain(9, 9, 4).png().toBuffer();
      const served = await sharp(accepted(await inspect('a.png', bytes)).served).metadata();
      expect(served).to.include({ format: 'png', hasAlpha: true });
    });

    it('bitmaps of 8, 24 and 32 bits, from either end, with the right pixels', async () => {
      const colours = (x: number, y: number) => [x * 60, y * 80, 255 - x * 60] as const;
      for (const bitsPerPixel of [8, 24, 32] as const)
        for (const topDown of [false, true]) {
          const bytes = bmp(3, 2, colours, { bitsPerPixel, topDown });
          const large = bmp(48, 32, (x, y) => colours(x >> 4, y >> 4), { topDown });
          expect(accepted(await inspect('a.bmp', bytes)).width).to.equal(3);
          const { served } = accepted(await inspect('a.bmp', large));
          expect(await pixelAt(served, 40, 24)).to.satisfy(isNear(120, 80, 135));
        }
    });

    it('a moving gif by its first frame', async () => {
      const { served, contentType } = accepted(await inspect('a.gif', await animation()));
      expect(contentType).to.equal('image/gif');
      expect((await sharp(served).metadata()).pages ?? 1).to.equal(1);
      expect(await pixelAt(served, 4, 4)).to.satisfy(isNear(255, 0, 0));
    });

    it('less than 40 megapixels, and not one row more', async () => {
      const [at, over] = await Promise.all([
        plain(8000, 4999).png({ compressionLevel: 1 }).toBuffer(),
        pngBomb(8000, 5000),
      ]);
      expect((await inspect('a.png', at, OPENING, 2 ** 21)).verdict).to.equal('accepted');
      expect((await inspect('a.png', over)).verdict).to.equal('image_too_many_pixels');
    });
  });

  describe('I30: what is shown', () => {
    it('has no EXIF, no place, no comment, and stands upright', async () => {
      const bytes = await withGps(40, 20);
      expect(bytes.includes('CANARY-MAKER')).to.equal(true);
      expect((await sharp(bytes).metadata()).exif?.length).to.be.greaterThan(0);
      const { served, width, height } = accepted(await inspect('a.jpg', bytes));
      expect([width, height]).to.deep.equal([20, 40]);
      const shown = await sharp(served).metadata();
      expect(shown).to.include({ format: 'jpeg', width: 20, height: 40 });
      for (const key of ['exif', 'xmp', 'iptc', 'icc', 'orientation', 'comments'] as const)
        expect(shown[key], key).to.equal(undefined);
      expect(Buffer.from(served).includes('CANARY')).to.equal(false);
    });

    it('has nothing of what was appended to the file', async () => {
      const bytes = Buffer.concat([await plain(9, 9).jpeg().toBuffer(), Buffer.from('CANARY')]);
      const { served } = accepted(await inspect('a.jpg', bytes));
      expect(Buffer.from(served).includes('CANARY')).to.equal(false);
    });
  });

  describe('refuse as file_type', () => {
    const SVG =
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
    const files: readonly [string, () => Promise<Uint8Array> | Uint8Array][] = [
      ['letter.docx', zip],
      ['a renamed letter.png', zip],
      ['prices.xls', () => Buffer.from('d0cf11e0a1b11ae1', 'hex')],
      ['film.mp4', () => Buffer.from('\0\0\0\x18ftypmp42', 'latin1')],
      ['film.jpg', () => Buffer.from('\0\0\0\x18ftypmp42', 'latin1')],
      ['drawing.svg', () => Buffer.from(SVG)],
      ['drawing.png', () => Buffer.from(SVG)],
      ['page.png', () => Buffer.from('<!doctype html><script>alert(1)</script>')],
      ['BMessage.bmp', () => Buffer.from('BM is how this ordinary letter begins.')],
      ['picture.webp', () => plain(9, 9).webp().toBuffer()],
      ['webp.png', () => plain(9, 9).webp().toBuffer()],
      ['tiff.jpg', () => plain(9, 9).tiff().toBuffer()],
      ['jpeg.png', () => plain(9, 9).jpeg().toBuffer()],
      ['png.jpg', () => plain(9, 9).png().toBuffer()],
      ['no extension', () => plain(9, 9).png().toBuffer()],
      ['picture.png.exe', () => plain(9, 9).png().toBuffer()],
      ['picture.jfif', () => plain(9, 9).jpeg().toBuffer()],
    ];
    for (const [name, make] of files)
      it(name, async () => {
        expect(await inspect(name, await make())).to.deep.equal({ verdict: 'file_type' });
      });

    const tails: readonly [string, Buffer][] = [
      ['a zip archive', zip()],
      ['a RAR archive', Buffer.from('Rar!\x1a\x07\x01\0', 'latin1')],
      ['a script', Buffer.from('<ScRiPt>alert(1)</script>')],
      ['a PHP program', Buffer.from('<?php system($_GET[0]);')],
    ];
    for (const [what, tail] of tails)
      it(`a picture that is also ${what}`, async () => {
        for (const [name, bytes] of [
          ['a.png', await plain(9, 9).png().toBuffer()],
          ['a.jpg', await plain(9, 9).jpeg().toBuffer()],
        ] as const)
          expect((await inspect(name, Buffer.concat([bytes, tail]))).verdict).to.equal('file_type');
      });

    it('a picture that is also a PDF document', async () => {
      const bytes = await plain(9, 9)
        .withExif({ IFD0: { Make: '%PDF-1.4' } })
        .jpeg()
        .toBuffer();
      expect((await inspect('a.jpg', bytes)).verdict).to.equal('file_type');
    });

    it('a gif where none is taken, with a PNG of it to take instead', async () => {
      const inspected = await inspect('a.gif', await animation(), LATER);
      if (inspected.verdict !== 'file_type' || inspected.converted === undefined)
        throw new Error('no conversion');
      expect((await inspect('a.png', inspected.converted, LATER)).verdict).to.equal('accepted');
    });
  });

  describe('refuse as image_broken', () => {
    it('a file of zero bytes', async () => {
      expect((await inspect('a.png', new Uint8Array())).verdict).to.equal('image_broken');
    });

    it('each format when it is cut', async () => {
      const files: readonly [string, Buffer][] = [
        ['a.jpg', await noisy(64, 64).jpeg().toBuffer()],
        ['a.png', await noisy(64, 64).png().toBuffer()],
        ['a.gif', await noisy(64, 64).gif().toBuffer()],
        ['a.bmp', bmp(64, 64, () => [1, 2, 3])],
      ];
      for (const [name, whole] of files)
        for (const share of [0.02, 0.5, 0.95]) {
          const { verdict } = await inspect(name, whole.subarray(0, whole.length * share));
          expect(verdict, `${name} ${share}`).to.be.oneOf(['image_broken', 'file_type']);
          if (share > 0.02) expect(verdict, `${name} ${share}`).to.equal('image_broken');
        }
    });

    it('a bitmap whose header lies', async () => {
      const lies: readonly [string, (file: Buffer) => void][] = [
        ['wider than its bytes', (file) => file.writeInt32LE(60_000, 18)],
        ['of negative width', (file) => file.writeInt32LE(-8, 18)],
        ['of no height', (file) => file.writeInt32LE(0, 22)],
        ['of the lowest height', (file) => file.writeInt32LE(-(2 ** 31), 22)],
        ['with pixels before the header ends', (file) => file.writeUInt32LE(2, 10)],
        ['with pixels far behind its end', (file) => file.writeUInt32LE(2 ** 32 - 1, 10)],
        ['compressed', (file) => file.writeUInt32LE(1, 30)],
        ['of 16 bits', (file) => file.writeUInt16LE(16, 28)],
      ];
      for (const [what, lie] of lies) {
        const file = bmp(8, 8, () => [1, 2, 3]);
        lie(file);
        expect((await inspect('a.bmp', file)).verdict, what).to.equal('image_broken');
      }
    });
  });

  describe('refuse as image_too_many_pixels', () => {
    it('a PNG bomb of 16000 x 16000 by its header alone', async () => {
      const bytes = await pngBomb(16_000, 16_000);
      expect((await inspect('a.png', bytes)).verdict).to.equal('image_too_many_pixels');
    });

    it('a bitmap bomb: 1 bit a pixel needs few bytes', async () => {
      const header = bmp(1, 1, () => [0, 0, 0]);
      header.writeInt32LE(8_000, 18);
      header.writeInt32LE(5_001, 22);
      header.writeUInt16LE(1, 28);
      const bytes = Buffer.concat([header, Buffer.alloc(1_000 * 5_001)]);
      expect((await inspect('a.bmp', bytes)).verdict).to.equal('image_too_many_pixels');
    });
  });

  describe('refuse as file_too_large', () => {
    it('a file of exactly the limit, and take one of a byte less', async () => {
      const bytes = await plain(9, 9).jpeg().toBuffer();
      const verdictAt = async (limit: number) =>
        (await inspect('a.jpg', bytes, OPENING, limit)).verdict;
      expect(await verdictAt(bytes.length)).to.equal('file_too_large');
      expect(await verdictAt(bytes.length + 1)).to.equal('accepted');
    });

    it('with a compressed copy that is taken', async () => {
      const limit = 2 * 1024 * 1024;
      const bytes = await noisy(1200, 900).png().toBuffer();
      const inspected = await inspect('a.png', bytes, OPENING, limit);
      if (inspected.verdict !== 'file_too_large' || inspected.smaller === undefined)
        throw new Error('no smaller copy');
      expect([inspected.width, inspected.height]).to.deep.equal([1200, 900]);
      expect(inspected.smaller.length).to.be.lessThan(limit);
      expect((await inspect('a.jpg', inspected.smaller)).verdict).to.be.oneOf([
        'accepted',
        'file_too_large',
      ]);
    });

    it('without a copy when none can be small enough', async () => {
      const bytes = await noisy(300, 300).png().toBuffer();
      const inspected = await inspect('a.png', bytes, OPENING, 300);
      expect(inspected).to.not.have.property('smaller');
    });

    it('unless it is broken as well', async () => {
      const bytes = await noisy(300, 300).png().toBuffer();
      const cut = bytes.subarray(0, bytes.length / 2);
      expect((await inspect('a.png', cut, OPENING, 300)).verdict).to.equal('image_broken');
    });
  });
});

async function pixelAt(picture: Uint8Array, x: number, y: number): Promise<readonly number[]> {
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  return [...data.subarray(at, at + 3)];
}

/** JPEG is not exact. */
function isNear(...expected: readonly number[]) {
  return (actual: readonly number[]) =>
    expected.every((value, i) => Math.abs(value - (actual[i] ?? -100)) < 16);
}
