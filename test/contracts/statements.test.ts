import { expect } from 'chai';
import type { NewMessage, Store } from '../../services/ports.ts';
import { countStatements } from '../support/count-statements.ts';
import { aDispute, anOrder, noon } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';
import { refunding, save } from './save-support.ts';

const says = (id: string, from: NewMessage['from']): NewMessage => ({
  id,
  from,
  activity: { type: 'message', text: 'Where is my order?' },
});

const arrive = (store: Store): Promise<unknown> =>
  store.run(async (tx) => {
    const row = { conversationId: 'c-1', key: 'k', activity: { text: 'x' }, answer: 'a' };
    await store.inbox.store(tx, { ...row, receivedAt: noon });
    await store.conversations.append(tx, 'c-1', [says('m-1', 'buyer')], noon);
  });

/** A turn that only talks; what a flow reads comes on top. */
const turn = (store: Store): Promise<unknown> =>
  store.run(async (tx) => {
    const conversation = await store.conversations.lock(tx, 'c-1');
    const row = await store.inbox.next(tx, 'c-1');
    await store.conversations.advance(tx, 'c-1', {
      state: { prompt: null },
      expectedVersion: conversation?.stateVersion ?? 0,
      messages: [says('m-2', 'bot'), says('m-3', 'bot')],
      at: noon,
    });
    await store.inbox.done(tx, row?.id ?? 0, noon);
  });

describe('the statements sent, BEGIN and COMMIT included', () => {
  forEachStore((db) => {
    beforeEach(() =>
      db.store().run(async (tx) => {
        const begun = { id: 'c-1', channel: 'directline', userId: 'u', locale: 'en' };
        await db.store().conversations.create(tx, { ...begun, startedAt: noon });
        await db.store().orders.put(tx, anOrder());
        await save(db.store(), tx, { dispute: aDispute() });
      }),
    );

    it('are 5 for an arriving message, with its echo', async () => {
      expect(await countStatements(() => arrive(db.store()))).to.equal(5);
    });

    it('are 7 for a turn, however many messages it sends', async () => {
      await arrive(db.store());
      expect(await countStatements(() => turn(db.store()))).to.equal(7);
    });

    it('are 7 for the costliest change of a dispute, one that refunds', async () => {
      const effects = [
        { type: 'refund_instruction', outcomeNo: 1, amount: 1000n },
        { type: 'payment_release', amount: 1490n },
        { type: 'webhook', event: 'dispute.ruled' },
      ] as const;
      const change = { dispute: refunding(1000n), effects };
      const count = await countStatements(() =>
        db.store().run((tx) => save(db.store(), tx, change)),
      );
      expect(count).to.equal(7);
    });
  });
});
