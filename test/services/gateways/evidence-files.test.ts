import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createEvidenceFiles } from '../../../services/gateways/evidence-files.ts';
import { sealEvidenceFiles } from '../../../services/gateways/evidence-files-sealed.ts';
import type { EvidenceFiles } from '../../../services/ports.ts';

const ID = 'k3Jd-8_aZ0QmPq4vXy7LsA';
const BYTES = new TextEncoder().encode('CANARY of the bytes');
const KEY = new Uint8Array(32).fill(7);

describe('evidence files', () => {
  let parent: string;
  let dir: string;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'evidence-files-'));
    dir = join(parent, 'made', 'when needed');
  });
  afterEach(() => rm(parent, { recursive: true }));

  const kinds: readonly [string, () => EvidenceFiles][] = [
    ['plain', () => createEvidenceFiles(dir)],
    ['sealed', () => sealEvidenceFiles(createEvidenceFiles(dir), KEY)],
  ];
  for (const [kind, create] of kinds)
    describe(kind, () => {
      it('give back what was put, each variant its own, also after a restart', async () => {
        await create().put(ID, 'original', BYTES);
        await create().put(ID, 'served', BYTES.subarray(0, 3));
        expect(text(await create().get(ID, 'original'))).to.equal('CANARY of the bytes');
        expect(text(await create().get(ID, 'served'))).to.equal('CAN');
      });

      it('replace a file as a whole', async () => {
        const files = create();
        await files.put(ID, 'served', BYTES);
        await files.put(ID, 'served', BYTES.subarray(0, 3));
        expect(text(await files.get(ID, 'served'))).to.equal('CAN');
      });

      it('say undefined of what is not there', async () => {
        expect(await create().get(ID, 'served')).to.equal(undefined);
      });

      it('remove both variants, once or twice', async () => {
        const files = create();
        await files.remove(ID);
        await files.put(ID, 'original', BYTES);
        await files.put(ID, 'served', BYTES);
        await files.remove(ID);
        await files.remove(ID);
        expect(await readdir(dir)).to.deep.equal([]);
      });
    });

  it('are readable by their owner alone', async () => {
    await createEvidenceFiles(dir).put(ID, 'original', BYTES);
    expect((await stat(dir)).mode & 0o777).to.equal(0o700);
    expect((await stat(join(dir, `${ID}.original`))).mode & 0o777).to.equal(0o600);
  });

  it('leave nothing unfinished behind', async () => {
    const files = createEvidenceFiles(dir);
    await Promise.all(Array.from({ length: 20 }, () => files.put(ID, 'original', BYTES)));
    expect(await readdir(dir)).to.deep.equal([`${ID}.original`]);
  });

  it('leave nothing behind when the disk refuses', async () => {
    await writeFile(join(parent, 'file'), '');
    const files = createEvidenceFiles(join(parent, 'file'));
    const fault = await files
      .put(ID, 'original', BYTES)
      .catch((f: NodeJS.ErrnoException) => f.code);
    expect(fault).to.be.oneOf(['EEXIST', 'ENOTDIR']);
    expect(await readdir(parent)).to.deep.equal(['file']);
  });

  const foreign = [
    '',
    '..',
    '../../x',
    '..%2F..%2Fx',
    'k3Jd-8/aZ0QmPq4vXy7LsA',
    'k3Jd-8\\aZ0QmPq4vXy7Ls',
    'k3Jd-8_aZ0QmPq4v\0y7LsA',
    'k3Jd-8_aZ0QmPq4vXy7LsA\n',
    'k3Jd-8_aZ0QmPq4vXy7LsA.original',
    'a'.repeat(65),
  ];
  for (const id of foreign)
    it(`throw on an id that is not ours: ${JSON.stringify(id.slice(0, 30))}`, async () => {
      const files = createEvidenceFiles(dir);
      const calls = [
        () => files.put(id, 'served', BYTES),
        () => files.get(id, 'served'),
        () => files.remove(id),
      ];
      for (const call of calls) {
        const fault = await call().then(() => undefined, String);
        expect(fault).to.equal('Error: not an id of an evidence file');
      }
      expect(await readdir(parent)).to.deep.equal([]);
    });

  describe('when sealed', () => {
    it('hold no readable byte', async () => {
      const files = sealEvidenceFiles(createEvidenceFiles(dir), KEY);
      await files.put(ID, 'original', BYTES);
      expect((await readFile(join(dir, `${ID}.original`))).includes('CANARY')).to.equal(false);
    });

    it('throw if a byte was changed, the file was cut, moved or sealed with another key', async () => {
      const inner = createEvidenceFiles(dir);
      const files = sealEvidenceFiles(inner, KEY);
      await files.put(ID, 'original', BYTES);
      const sealed = (await inner.get(ID, 'original')) ?? new Uint8Array();
      const changed = Uint8Array.from(sealed, (byte, i) => (i === 30 ? byte ^ 1 : byte));
      const isRefused = (get: Promise<unknown>) =>
        get.then(
          () => false,
          () => true,
        );
      for (const bytes of [changed, sealed.subarray(0, 40), sealed.subarray(0, 20)]) {
        await inner.put(ID, 'original', bytes);
        expect(await isRefused(files.get(ID, 'original'))).to.equal(true);
      }
      await inner.put(ID, 'original', sealed);
      await inner.put(ID, 'served', sealed);
      expect(await isRefused(files.get(ID, 'served'))).to.equal(true);
      const other = sealEvidenceFiles(inner, new Uint8Array(32));
      expect(await isRefused(other.get(ID, 'original'))).to.equal(true);
    });
  });
});

function text(bytes: Uint8Array | undefined): string | undefined {
  return bytes && new TextDecoder().decode(bytes);
}
