import { expect } from 'chai';
import type { UploadLink } from '../../bot/evidence-page/link-token.ts';
import { isUsed, type TakeDeps, takePhotos } from '../../bot/evidence-page/take-photos.ts';
import { createInbox, MAX_WAITING } from '../../bot/inbox.ts';
import type { Upload } from '../../services/evidence-port.ts';
import { randomIds } from '../../services/gateways/ids.ts';
import type { Store } from '../../services/ports.ts';
import { hoursAfter, noon } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';

const link: UploadLink = { conversationId: 'c-1', id: 'prompt-1', expiresAt: hoursAfter(noon, 24) };
const photos = { files: [{ name: 'a.jpg', bytes: new Uint8Array([1]) }], copies: true };

describe('a link to send photos by', () => {
  forEachStore((db) => {
    let discarded: string[];
    const ids = randomIds();
    const clock = { now: () => noon };

    beforeEach(async () => {
      discarded = [];
      const begun = { channel: 'sms', userId: 'u', locale: 'en', startedAt: noon };
      await db
        .store()
        .run((tx) => db.store().conversations.create(tx, { id: 'c-1', buyerId: 'b-1', ...begun }));
    });

    const depsOf = (store: Store, verdict: Upload['verdict'] = 'accepted'): TakeDeps => ({
      store,
      inbox: createInbox({
        ...{ store, clock, ids, wake: () => undefined },
        news: { publish: () => undefined } as never,
      }),
      async receiveUpload({ conversationId, name, bytes }) {
        const kept: Upload = {
          ...{
            id: ids.next('upload'),
            conversationId,
            name,
            bytes: bytes.length,
            verdict,
            at: noon,
          },
          ...{ contentType: 'image/jpeg', sha256: '-', width: 1, height: 1 },
        };
        await store.run((tx) => store.uploads.add(tx, kept));
        return kept;
      },
      async discardUploads(uploads) {
        discarded.push(...uploads.map(({ id }) => id));
        await store.run((tx) =>
          store.uploads.remove(
            tx,
            uploads.map(({ id }) => id),
          ),
        );
      },
      uploadQuota: { take: () => 0 },
    });
    const take = async (deps: TakeDeps, by = link) => {
      const chat = await deps.store.run((tx) => deps.store.conversations.find(tx, 'c-1'));
      if (!chat) throw new Error('the conversation is gone');
      return takePhotos(deps, chat, by, photos);
    };
    const waiting = () => db.store().run((tx) => db.store().inbox.next(tx, 'c-1'));
    const uploads = () => db.store().run((tx) => db.store().uploads.ofConversation(tx, 'c-1'));

    it('is used up by the message that it sends, in one transaction with it', async () => {
      const deps = depsOf(db.store());
      expect(await isUsed(deps, link)).to.equal(false);
      expect(await take(deps)).to.deep.equal({
        ...{ verdict: 'arrived', count: 1, asked: 0, refused: [] },
      });
      expect(await isUsed(deps, link)).to.equal(true);
      const [upload] = await uploads();
      expect((await waiting())?.activity).to.deep.include({
        ...{ type: 'message', uploads: [upload?.id] },
      });
    });

    it('stays used when the message is answered, and leaves other links of the chat alone', async () => {
      const deps = depsOf(db.store());
      await take(deps);
      const row = await waiting();
      await db.store().run((tx) => db.store().inbox.done(tx, row?.id ?? 0, noon));
      expect(await take(deps)).to.deep.equal({ verdict: 'used' });
      expect(await take(deps, { ...link, id: 'prompt-2' })).to.include({ verdict: 'arrived' });
    });

    it('is for one of two that come at once on two nodes; the other’s files are taken back', async () => {
      const nodes = [db.store(), await db.secondStore()];
      const both = await Promise.all(nodes.map((store) => take(depsOf(store))));
      expect(both.map(({ verdict }) => verdict).sort()).to.deep.equal(['arrived', 'used']);
      expect(await uploads()).to.have.length(1);
      expect(discarded).to.have.length(1);
    });

    it('is not used up by files that are not taken', async () => {
      const { verdict } = await take(depsOf(db.store(), 'file_type'));
      expect(verdict).to.equal('refused');
      expect(await isUsed(depsOf(db.store()), link)).to.equal(false);
      expect(await uploads()).to.deep.equal([]);
    });

    it('is not used up while too much waits in the chat; nothing is kept', async () => {
      const deps = depsOf(db.store());
      for (let n = 0; n < MAX_WAITING; n += 1)
        await deps.inbox.accept({
          conversationId: 'c-1',
          activity: { type: 'message', text: `${n}` },
        });
      const fault = await take(deps).catch((error: unknown) => error);
      expect(fault).to.include({ status: 429 });
      expect(await isUsed(deps, link)).to.equal(false);
      expect(await uploads()).to.deep.equal([]);
    });
  });
});
