import { expect } from 'chai';
import type { Upload } from '../../services/evidence-port.ts';
import type { Principal, Tx } from '../../services/ports.ts';
import { aDispute, aFile, anOrder, noon } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';
import { save } from './save-support.ts';

const upload = (changes: Partial<Upload> = {}): Upload => ({
  id: 'f-1',
  conversationId: 'c-1',
  buyerId: 'b-1',
  name: 'broken "case".jpg',
  contentType: 'image/jpeg',
  bytes: 120_000,
  sha256: 'a'.repeat(64),
  width: 800,
  height: 600,
  verdict: 'accepted',
  at: noon,
  ...changes,
});

const parties: readonly [string, Principal, boolean, boolean][] = [
  ['the buyer who sent it', { kind: 'buyer', id: 'b-1' }, true, true],
  ['another buyer', { kind: 'buyer', id: 'b-2' }, false, false],
  ['the seller of the order', { kind: 'seller', id: 's-1' }, false, true],
  ['another seller', { kind: 'seller', id: 's-2' }, false, false],
  ['a visitor', { kind: 'visitor' }, false, false],
  ['an agent', { kind: 'staff', id: 'a-1', role: 'agent' }, true, true],
];

describe('uploads', () => {
  forEachStore((db) => {
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.store().run(work);
    const found = (principal: Principal) =>
      run((tx) => db.store().uploads.find(tx, principal, 'f-1'));
    const makeEvidence = (removedAt?: typeof noon) =>
      run(async (tx) => {
        await db.store().orders.put(tx, anOrder());
        const file = { ...aFile(), party: 'buyer', addedAt: noon } as const;
        await save(db.store(), tx, { dispute: aDispute({ evidence: [file] }) });
        if (removedAt === undefined) return;
        const dispute = aDispute({ seq: 2, evidence: [{ ...file, removedAt }] });
        const command = { type: 'remove_evidence', evidenceId: 'f-1' } as const;
        await save(db.store(), tx, { dispute, command });
      });
    beforeEach(() =>
      run(async (tx) => {
        const begun = { id: 'c-1', channel: 'directline', userId: 'u', locale: 'en' };
        await db.store().conversations.create(tx, { ...begun, startedAt: noon });
        await db.store().uploads.add(tx, upload());
      }),
    );

    it('that are old, evidence in no dispute and in no draft are named as unused, and go', async () => {
      const later = (noon + 1) as typeof noon;
      const { uploads, conversations } = db.store();
      const unused = (before: typeof noon) => run((tx) => uploads.unused(tx, before, 10));
      await run((tx) => uploads.add(tx, upload({ id: 'f-2' })));
      await run((tx) => uploads.add(tx, upload({ id: 'f-3' })));
      expect(await unused(noon)).to.deep.equal([]);
      expect(await unused(later)).to.deep.equal(['f-1', 'f-2', 'f-3']);
      await makeEvidence(noon);
      const step = { state: { draft: ['f-2'] }, expectedVersion: 0, messages: [], at: noon };
      await run((tx) => conversations.advance(tx, 'c-1', step));
      expect(await unused(later)).to.deep.equal(['f-3']);
      await run((tx) => uploads.remove(tx, ['f-3']));
      expect(await run((tx) => uploads.known(tx, ['f-1', 'f-3', 'f-9']))).to.deep.equal(['f-1']);
    });

    it('come back as they were added, also by their conversation', async () => {
      const refused = upload({ id: 'f-0', verdict: 'file_too_large', smallerId: 'f-1' });
      await run((tx) => db.store().uploads.add(tx, refused));
      expect(await found({ kind: 'system' })).to.deep.equal(upload());
      const all = await run((tx) => db.store().uploads.ofConversation(tx, 'c-1'));
      expect(all).to.deep.equal([refused, upload()]);
      expect(await run((tx) => db.store().uploads.ofConversation(tx, 'c-2'))).to.deep.equal([]);
    });

    for (const [who, principal, before, asEvidence] of parties)
      it(`are ${before ? '' : 'not '}for ${who}, as evidence ${asEvidence ? 'yes' : 'no'}`, async () => {
        expect((await found(principal)) !== undefined).to.equal(before);
        await makeEvidence();
        expect((await found(principal)) !== undefined).to.equal(asEvidence);
      });

    it('that were removed as evidence are for their sender and for staff alone', async () => {
      await makeEvidence(noon);
      expect(await found({ kind: 'seller', id: 's-1' })).to.equal(undefined);
      expect(await found({ kind: 'buyer', id: 'b-1' })).to.deep.equal(upload());
      expect(await found({ kind: 'system' })).to.deep.equal(upload());
    });
  });
});
