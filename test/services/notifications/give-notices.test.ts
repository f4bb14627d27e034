import { expect } from 'chai';
import { setNotices } from '../../../services/notifications/set-notices.ts';
import type { Store } from '../../../services/ports.ts';
import { faultOf } from '../../support/fault-of.ts';
import { hoursAfter, noon } from '../../support/fixtures.ts';
import { forEachStore } from '../../support/stores.ts';
import { Marketplace } from './marketplace.ts';

describe('what the buyer is told without asking', () => {
  forEachStore((db) => {
    let market: Marketplace;
    beforeEach(async () => {
      market = await new Marketplace(db.store()).begin();
    });

    it('is put into the inbox of the conversation that the dispute was opened in, once', async () => {
      await market.converse('c-1');
      await market.converse('c-2');
      const { id } = await market.open('c-2');
      expect(await market.give(), 'the buyer’s own opening').to.deep.equal([]);
      await market.refuse(id);
      expect(await market.give()).to.deep.equal(['c-2']);
      expect(await market.give()).to.deep.equal([]);
      expect(await market.inbox('c-2')).to.deep.equal([`${id}:2`]);
    });

    it('is told once however often the giving fails in between', async () => {
      await market.converse('c-1');
      const { id } = await market.open('c-1');
      await market.refuse(id);
      for (const broken of ['before', 'after'] as const)
        expect(await faultOf(() => market.give(failing(db.store(), broken)))).to.contain('broken');
      expect(await market.give()).to.deep.equal(['c-1']);
      expect(await market.inbox('c-1')).to.deep.equal([`${id}:2`]);
    });

    it('is told once by two nodes that give at the same time', async () => {
      await market.converse('c-1');
      const { id } = await market.open('c-1');
      await market.refuse(id);
      const second = await db.secondStore();
      const both = await Promise.all([market.give(), market.give(second)]);
      expect(both.flat()).to.deep.equal(['c-1']);
      expect(await market.inbox('c-1')).to.deep.equal([`${id}:2`]);
    });

    it('is not told when the change is rolled back', async () => {
      await market.converse('c-1');
      const { id } = await market.open('c-1');
      const rolledBack = market.act(async (ctx) => {
        await ctx.store.notices.add(
          ctx.tx,
          [
            {
              ...{ id: 'x', disputeId: id, buyerId: 'b-1', notBefore: noon },
              about: { kind: 'event', seq: 2 },
            },
          ],
          noon,
        );
        throw new Error('rolled back');
      });
      await rolledBack.catch(() => undefined);
      expect(await market.give()).to.deep.equal([]);
    });

    it('comes in the order of what happened, after a sweep that is days late too', async () => {
      await market.converse('c-1');
      const { id } = await market.open('c-1');
      await market.refuse(id);
      await market.wait(10 * 24);
      await market.wait(0);
      await market.give();
      const told = await market.inbox('c-1');
      expect(told.slice(0, 1)).to.deep.equal([`${id}:2`]);
      expect(told.at(-1)).to.equal(`${id}:3`);
      expect(new Set(told).size).to.equal(told.length);
    });

    it('is kept for a buyer without a conversation, and given at the first visit', async () => {
      const { id } = await market.open();
      await market.refuse(id);
      expect(await market.give()).to.deep.equal([]);
      await market.converse('c-1');
      expect(await market.give(), 'not looked for every second').to.deep.equal([]);
      await market.act((ctx) => ctx.store.notices.wake(ctx.tx, 'b-1', ctx.now));
      expect(await market.give()).to.deep.equal(['c-1']);
      expect(await market.inbox('c-1')).to.deep.equal([`${id}:2`]);
    });

    it('is found a day later where nobody noticed the visit', async () => {
      const { id } = await market.open();
      await market.refuse(id);
      await market.give();
      await market.converse('c-1');
      market.clock.advance(24 * 3_600_000);
      await market.give();
      expect(await market.inbox('c-1')).to.include(`${id}:2`);
    });

    it('goes where the buyer was heard of later on the same channel', async () => {
      await market.converse('old');
      const { id } = await market.open('old');
      await market.converse('teams', { channel: 'msteams', startedAt: hoursAfter(noon, 2) });
      await market.converse('new', { startedAt: hoursAfter(noon, 1) });
      await market.hear('new');
      await market.hear('teams');
      await market.refuse(id);
      expect(await market.give()).to.deep.equal(['new']);
    });

    it('passes over a channel that can’t be reached', async () => {
      await market.converse('teams', { channel: 'msteams', startedAt: hoursAfter(noon, 2) });
      const { id } = await market.open('teams');
      await market.refuse(id);
      expect(await market.give()).to.deep.equal([]);
      await market.converse('web');
      await market.act((ctx) => ctx.store.notices.wake(ctx.tx, 'b-1', ctx.now));
      expect(await market.give()).to.deep.equal(['web']);
    });

    it('is not told to a buyer who wants to hear nothing, until they want to again', async () => {
      await market.converse('c-1');
      const { id } = await market.open('c-1');
      const asBuyer = { principal: { kind: 'buyer', id: 'b-1' } } as const;
      await market.act((ctx) => setNotices(ctx, false), asBuyer);
      await market.refuse(id);
      expect(await market.give()).to.deep.equal([]);
      await market.act((ctx) => setNotices(ctx, true), asBuyer);
      expect(await market.give(), 'what was missed stays unsaid').to.deep.equal([]);
      await market.wait(10 * 24);
      expect(await market.give()).to.include('c-1');
      await market.act((ctx) => setNotices(ctx, false));
      expect(
        await market.act(({ store, tx }) => store.notices.isSilenced(tx, 'b-1')),
        'the system is no buyer',
      ).to.equal(false);
    });

    it('waits while the inbox is full, and keeps its order', async () => {
      await market.converse('c-1');
      const { id } = await market.open('c-1');
      await market.refuse(id);
      for (let n = 0; n < 15; n += 1)
        await market.act(({ store, tx }) =>
          store.inbox.store(tx, {
            ...{ conversationId: 'c-1', key: `k-${n}`, activity: {}, answer: '' },
            receivedAt: noon,
          }),
        );
      expect(await market.give()).to.deep.equal([]);
      await market.inbox('c-1');
      market.clock.advance(10_000);
      expect(await market.give()).to.deep.equal(['c-1']);
    });
  });
});

/** The power fails before or after the inbox row is written. */
function failing(store: Store, when: 'before' | 'after'): Store {
  return {
    ...store,
    inbox: {
      ...store.inbox,
      store: async (...args) => {
        if (when === 'after') await store.inbox.store(...args);
        throw new Error('broken');
      },
    },
  };
}
