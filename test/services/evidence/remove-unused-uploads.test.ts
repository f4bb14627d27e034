import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Instant } from '../../../services/domain/time.ts';
import {
  removeStrayFiles,
  removeUnusedUploads,
} from '../../../services/evidence/remove-unused-uploads.ts';
import type { Upload } from '../../../services/evidence-port.ts';
import { createEvidenceFiles } from '../../../services/gateways/evidence-files.ts';
import type { Store } from '../../../services/ports.ts';
import { migrateUp, openStore } from '../../../services/store/open-store.ts';

const HOUR = 3_600_000;
const NOW = 1_800_000_000_000 as Instant;
const clock = { now: () => NOW };
const hoursAgo = (hours: number) => (NOW - hours * HOUR) as Instant;

describe('removeUnusedUploads', () => {
  let folder: string;
  let store: Store;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'resolve-unused-'));
    store = await openStore('sqlite::memory:');
    await migrateUp(store);
    await store.run((tx) =>
      store.conversations.create(tx, {
        ...{ id: 'c-1', channel: 'directline', userId: 'dl_x', locale: 'en', startedAt: NOW },
      }),
    );
  });
  after(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  const files = () => createEvidenceFiles(folder);
  const arrive = async (id: string, at: Instant) => {
    const upload: Upload = {
      ...{ id, conversationId: 'c-1', name: 'a.png', contentType: 'image/png', bytes: 1 },
      ...{ sha256: '', width: 1, height: 1, verdict: 'accepted', at },
    };
    await files().put(id, 'original', new Uint8Array([1]));
    await utimes(join(folder, `${id}.original`), at / 1000, at / 1000);
    await store.run((tx) => store.uploads.add(tx, upload));
  };
  const left = async () => ({
    rows: (await store.run((tx) => store.uploads.ofConversation(tx, 'c-1'))).map(({ id }) => id),
    files: (await readdir(folder)).toSorted(),
  });

  it('removes what is older than a day and in no draft, and bytes without a row', async () => {
    await arrive('old-unused', hoursAgo(25));
    await arrive('old-in-draft', hoursAgo(25));
    await arrive('young-unused', hoursAgo(23));
    for (const [name, hours] of [
      ['stray-old.served', 25],
      ['stray-new.served', 1],
    ] as const) {
      await writeFile(join(folder, name), 'x');
      await utimes(join(folder, name), hoursAgo(hours) / 1000, hoursAgo(hours) / 1000);
    }
    const state = { draft: { photos: [{ id: 'old-in-draft' }] } };
    const step = { state, expectedVersion: 0, messages: [], at: NOW };
    await store.run((tx) => store.conversations.advance(tx, 'c-1', step));
    const both = { store, files: files(), clock, wallClock: clock };
    expect(await removeUnusedUploads(both)).to.deep.equal({ removed: 2 });
    const { rows: uploads, files: names } = await left();
    expect(uploads).to.have.members(['old-in-draft', 'young-unused']);
    expect(names).to.deep.equal([
      'old-in-draft.original',
      'stray-new.served',
      'young-unused.original',
    ]);
  });

  it('after a reset removes every file whose row is gone', async () => {
    await store.run((tx) => store.uploads.remove(tx, ['old-in-draft', 'young-unused']));
    await removeStrayFiles({ store, files: files() }, NOW);
    expect((await left()).files).to.deep.equal([]);
  });
});
