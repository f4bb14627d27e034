import { expect } from 'chai';
import type { Tx } from '../../services/ports.ts';
import type { NewSellerMessage } from '../../services/seller-messages-port.ts';
import { anOrder, daysAfter, hoursAfter, noon } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';

const words = (id: string, changes: Partial<NewSellerMessage> = {}): NewSellerMessage => ({
  ...{ id, orderId: anOrder().id, buyerId: 'b-1', sellerId: 's-1', from: 'seller' },
  ...{ text: 'It left <b>today</b>. 今天', at: noon },
  ...changes,
});

describe('the messages between buyer and seller', () => {
  forEachStore((db) => {
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.store().run(work);
    const messages = () => db.store().sellerMessages;
    const add = (message: NewSellerMessage) => run((tx) => messages().add(tx, message));
    const due = (now = noon) =>
      run(async (tx) => (await messages().due(tx, now, 10)).map(({ id }) => id));
    const found = (id: string) => run((tx) => messages().find(tx, id));
    const converse = (id: string) =>
      run((tx) =>
        db.store().conversations.create(tx, {
          ...{ id, channel: 'directline', buyerId: 'b-1', userId: 'u', locale: 'en' },
          startedAt: noon,
        }),
      );

    beforeEach(() => run((tx) => db.store().orders.put(tx, anOrder())));

    it('read as they were written, oldest first', async () => {
      await converse('c-1');
      const question = words('a', { from: 'buyer', conversationId: 'c-1' });
      await add(question);
      await add(words('b'));
      const all = await run((tx) => messages().ofOrder(tx, anOrder().id));
      expect(all).to.deep.equal([
        { ...question, state: 'sent', tries: 0 },
        { ...words('b'), state: 'waiting', tries: 0 },
      ]);
      expect(await run((tx) => messages().ofOrder(tx, '1'))).to.deep.equal([]);
      expect(await found('z')).to.equal(undefined);
    });

    it('are given one at a time for a buyer, the seller’s alone', async () => {
      await add(words('a', { from: 'buyer' }));
      await add(words('b'));
      await add(words('c'));
      await add(words('d', { buyerId: 'b-2' }));
      expect(await due()).to.deep.equal(['b', 'd']);
      await converse('c-1');
      await run((tx) => messages().give(tx, 'b', 'c-1'));
      expect(await found('b')).to.include({ state: 'given', conversationId: 'c-1', tries: 1 });
      expect(await due()).to.deep.equal(['c', 'd']);
      await run((tx) => messages().settle(tx, 'b', 'said'));
      expect(await found('b')).to.include({ state: 'said' });
    });

    it('that are kept wait for the buyer and hold back the later ones', async () => {
      await add(words('a'));
      await add(words('b', { at: hoursAfter(noon, 1) }));
      await run((tx) => messages().keep(tx, 'a', daysAfter(noon, 1)));
      expect(await due(hoursAfter(noon, 2))).to.deep.equal([]);
      await run((tx) => messages().wake(tx, 'b-1', hoursAfter(noon, 3)));
      expect(await due(hoursAfter(noon, 3))).to.deep.equal(['a']);
    });

    if (db.kind === 'PostgreSQL')
      it('are given by one of two nodes, and the next one not by the other meanwhile', async () => {
        await add(words('a'));
        await add(words('b'));
        const second = await db.secondStore();
        const both = await run(async (tx) => {
          const mine = await messages().due(tx, noon, 5);
          const theirs = await second.run((other) => second.sellerMessages.due(other, noon, 5));
          return [mine.map(({ id }) => id), theirs];
        });
        expect(both).to.deep.equal([['a'], []]);
      });
  });
});
