import { createHash } from 'node:crypto';
import { expect } from 'chai';
import sharp from 'sharp';
import { acceptSmaller } from '../../../services/evidence/accept-smaller.ts';
import { readServed } from '../../../services/evidence/read-served.ts';
import { receiveUpload } from '../../../services/evidence/receive-upload.ts';
import { toEvidenceFile } from '../../../services/evidence/to-evidence-file.ts';
import { createImages } from '../../../services/gateways/images.ts';
import type { Principal } from '../../../services/ports.ts';
import { animation, noisy, plain, withGps, zip } from '../gateways/pictures.ts';
import { receivingEnd } from './stand-ins.ts';

const ANA: Principal = { kind: 'buyer', id: 'ana' };
const BEN: Principal = { kind: 'buyer', id: 'ben' };
const VISITOR: Principal = { kind: 'visitor' };
const AGENT: Principal = { kind: 'staff', id: 'mia', role: 'agent' };
const TWO_MIB = 2 * 1024 * 1024;

describe('receiveUpload', () => {
  const images = createImages();
  after(() => images.close());

  const receiving = () => {
    const end = receivingEnd(images);
    const receive = (name: string, bytes: Uint8Array, principal: Principal = ANA) =>
      receiveUpload(end.deps, {
        conversationId: 'c-1',
        principal,
        name,
        bytes,
        allowed: 'openingFiles',
      });
    return { ...end, receive };
  };

  it('keeps an accepted file: the original as it came, the copy to show, and a row', async () => {
    const { receive, rows, bytes } = receiving();
    const photo = await withGps(40, 20);
    const upload = await receive('../../holiday\u202E.jpg', photo);
    expect(upload).to.deep.equal({
      id: 'upload-1',
      conversationId: 'c-1',
      buyerId: 'ana',
      name: 'holiday.jpg',
      contentType: 'image/jpeg',
      bytes: photo.length,
      sha256: createHash('sha256').update(photo).digest('hex'),
      width: 20,
      height: 40,
      verdict: 'accepted',
      at: 1_000,
    });
    expect(rows).to.deep.equal([upload]);
    expect(bytes.get('upload-1.original')).to.deep.equal(photo);
    const shown = await sharp(bytes.get('upload-1.served')).metadata();
    expect([shown.width, shown.exif]).to.deep.equal([20, undefined]);
  });

  it('I30: stores no byte of a refused file, only its row', async () => {
    const { receive, rows, bytes } = receiving();
    const cut = (await noisy(99, 99).jpeg().toBuffer()).subarray(0, 2_000);
    expect((await receive('letter.docx', zip())).verdict).to.equal('file_type');
    expect((await receive('letter.png', zip())).verdict).to.equal('file_type');
    expect((await receive('cut.jpg', cut)).verdict).to.equal('image_broken');
    expect((await receive('empty.png', new Uint8Array())).verdict).to.equal('image_broken');
    expect(rows).to.have.length(4);
    expect([...bytes.keys()]).to.deep.equal([]);
  });

  it('takes a file strictly under 2 MiB and refuses one of exactly 2 MiB', async () => {
    const { receive } = receiving();
    const jpeg = await plain(9, 9).jpeg().toBuffer();
    const ofSize = (size: number) => Buffer.concat([jpeg, Buffer.alloc(size - jpeg.length)]);
    expect((await receive('a.jpg', ofSize(TWO_MIB - 1))).verdict).to.equal('accepted');
    expect((await receive('a.jpg', ofSize(TWO_MIB))).verdict).to.equal('file_too_large');
  });

  it('offers a compressed copy of an oversized photo as an upload of its own', async () => {
    const { receive, rows, bytes, as } = receiving();
    const photo = await noisy(1200, 900).png().toBuffer();
    const refused = await receive('door.png', photo);
    expect(refused.verdict).to.equal('file_too_large');
    const copy = rows.find(({ id }) => id === refused.smallerId);
    expect(copy).to.include({ name: 'door.jpg', contentType: 'image/jpeg', verdict: 'accepted' });
    expect(copy?.bytes).to.be.lessThan(TWO_MIB);
    expect(bytes.has(`${refused.id}.original`)).to.equal(false);
    expect(bytes.has(`${copy?.id}.original`)).to.equal(true);

    const { id = '', name = '', contentType = '', sha256 = '' } = copy ?? {};
    const file = { id, name, contentType, bytes: copy?.bytes, sha256 };
    expect(await acceptSmaller(as(ANA), refused.id)).to.deep.equal({ ok: true, value: file });
  });

  it('offers a PNG of a gif where no gif is taken', async () => {
    const { deps, rows } = receiving();
    const arrived = { conversationId: 'c-1', principal: ANA, name: 'box.gif' };
    const bytes = await animation();
    const refused = await receiveUpload(deps, { ...arrived, bytes, allowed: 'evidenceFiles' });
    expect(refused.verdict).to.equal('file_type');
    const copy = rows.find(({ id }) => id === refused.smallerId);
    expect(copy).to.include({ name: 'box.png', contentType: 'image/png', verdict: 'accepted' });
  });

  it("takes a visitor's file without a buyer", async () => {
    const { receive } = receiving();
    const upload = await receive('a.png', await plain(9, 9).png().toBuffer(), VISITOR);
    expect(upload).to.not.have.property('buyerId');
  });

  it('leaves nothing stored when the row can not be written', async () => {
    const failing = () => Promise.reject(new Error('database is gone'));
    const { deps, bytes, rows } = receivingEnd(images, failing);
    const photo = await plain(9, 9).png().toBuffer();
    const fault = await receiveUpload(deps, {
      conversationId: 'c-1',
      principal: ANA,
      name: 'a.png',
      bytes: photo,
      allowed: 'openingFiles',
    }).catch(String);
    expect(fault).to.equal('Error: database is gone');
    expect([...bytes.keys(), ...rows]).to.deep.equal([]);
  });

  describe('afterwards', () => {
    it('acceptSmaller refuses what has no copy, and what is not yours, in the same words', async () => {
      const { receive, as } = receiving();
      const whole = await receive('a.png', await plain(9, 9).png().toBuffer());
      const large = await receive('b.png', await noisy(1200, 900).png().toBuffer());
      const codes = async (principal: Principal, id: string) => {
        const result = await acceptSmaller(as(principal), id);
        return result.ok ? [] : result.refusals.map(({ code, rule }) => `${code} ${rule}`);
      };
      const no = ['evidence_not_found ownEvidence'];
      expect(await codes(ANA, whole.id)).to.deep.equal(no);
      expect(await codes(ANA, 'nothing')).to.deep.equal(no);
      expect(await codes(BEN, large.id)).to.deep.equal(no);
    });

    it('readServed shows the copy to the buyer and to staff, to nobody else', async () => {
      const { receive, deps, as } = receiving();
      const { id } = await receive('a.png', await plain(9, 9, 4).png().toBuffer());
      const opaque = await receive('b.png', await plain(9, 9).png().toBuffer());
      const seen = await readServed(as(ANA), deps.files, id);
      expect(seen).to.include({ name: 'a.png', contentType: 'image/png' });
      const jpeg = await readServed(as(AGENT), deps.files, opaque.id);
      expect(jpeg).to.include({ name: 'b.png', contentType: 'image/jpeg' });
      expect(await readServed(as(BEN), deps.files, id)).to.equal(undefined);
      expect(await readServed(as(VISITOR), deps.files, id)).to.equal(undefined);
    });

    it('readServed shows a visitor what came in the same conversation', async () => {
      const { receive, deps, as } = receiving();
      const { id } = await receive('a.png', await plain(9, 9).png().toBuffer(), VISITOR);
      expect((await readServed(as(VISITOR), deps.files, id, 'c-1'))?.name).to.equal('a.png');
      expect(await readServed(as(VISITOR), deps.files, id, 'c-2')).to.equal(undefined);
    });

    it('readServed has nothing to show of a refused file', async () => {
      const { receive, deps, as } = receiving();
      const { id } = await receive('a.docx', zip());
      expect(await readServed(as(ANA), deps.files, id)).to.equal(undefined);
    });

    it('toEvidenceFile makes evidence of accepted files alone, under the same id', async () => {
      const { receive } = receiving();
      const accepted = await receive('a.png', await plain(9, 9).png().toBuffer());
      const refused = await receive('a.docx', zip());
      const { id, name, contentType, bytes, sha256 } = accepted;
      expect(toEvidenceFile(accepted)).to.deep.equal({ id, name, contentType, bytes, sha256 });
      expect(toEvidenceFile(refused)).to.equal(undefined);
    });
  });
});
