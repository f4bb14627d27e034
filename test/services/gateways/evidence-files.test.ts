import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { EvidenceFiles } from '../../../services/evidence-port.ts';
import { createEvidenceFiles } from '../../../services/gateways/evidence-files.ts';
import {
  sealEvidenceFiles,
  type Unopened,
} from '../../../services/gateways/evidence-files-sealed.ts';

const ID = 'k3Jd-8_aZ0QmPq4vXy7LsA';
const BYTES = new TextEncoder().encode('CANARY of the bytes');
const KEY = new Uint8Array(32).fill(7);
const NEW_KEY = new Uint8Array(32).fill(8);
const KEYS = { current: KEY, old: [] };
const noAlarm = (about: Unopened) => expect.fail(about.why);

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
    ['sealed', () => sealEvidenceFiles(createEvidenceFiles(dir), KEYS, noAlarm)],
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
      const files = sealEvidenceFiles(createEvidenceFiles(dir), KEYS, noAlarm);
      await files.put(ID, 'original', BYTES);
      expect((await readFile(join(dir, `${ID}.original`))).includes('CANARY')).to.equal(false);
    });

    it('are missing, with an alarm, if a byte was changed, the file was cut, moved or never sealed', async () => {
      const inner = createEvidenceFiles(dir);
      const alarms: Unopened[] = [];
      const files = sealEvidenceFiles(inner, KEYS, (about) => alarms.push(about));
      await files.put(ID, 'original', BYTES);
      const sealed = (await inner.get(ID, 'original')) ?? new Uint8Array();
      const changed = Uint8Array.from(sealed, (byte, i) => (i === 42 ? byte ^ 1 : byte));
      for (const bytes of [changed, sealed.subarray(0, 42), sealed.subarray(0, 20), BYTES]) {
        await inner.put(ID, 'original', bytes);
        expect(await files.get(ID, 'original')).to.equal(undefined);
      }
      await inner.put(ID, 'served', sealed);
      expect(await files.get(ID, 'served')).to.equal(undefined);
      const whys = alarms.map(({ id, why }) => `${id} ${why}`);
      const altered = `${ID} altered`;
      expect(whys).to.deep.equal([altered, altered, altered, `${ID} not sealed`, altered]);
    });

    it('stay readable with an old key, and are missing, with an alarm, without it', async () => {
      const inner = createEvidenceFiles(dir);
      await sealEvidenceFiles(inner, KEYS, noAlarm).put(ID, 'original', BYTES);
      const alarms: Unopened[] = [];
      const under = (old: readonly Uint8Array[]) =>
        sealEvidenceFiles(inner, { current: NEW_KEY, old }, (about) => alarms.push(about));
      expect(text(await under([KEY]).get(ID, 'original'))).to.equal('CANARY of the bytes');
      expect(alarms).to.deep.equal([]);
      expect(await under([]).get(ID, 'original')).to.equal(undefined);
      expect(alarms.map(({ why }) => why)).to.deep.equal(['unknown key']);
      await under([KEY]).put(ID, 'original', BYTES);
      expect(text(await under([]).get(ID, 'original'))).to.equal('CANARY of the bytes');
    });
  });
});

function text(bytes: Uint8Array | undefined): string | undefined {
  return bytes && new TextDecoder().decode(bytes);
}
