import { expect } from 'chai';
import type { Instant } from '../../services/domain/time.ts';
import type { AccountLink, NewSignInRequest } from '../../services/identity-port.ts';
import type { Tx } from '../../services/ports.ts';
import { personalData } from '../../services/store/personal-data.ts';
import { rows } from '../../services/store/sql.ts';
import { countStatements } from '../support/count-statements.ts';
import { faultOf } from '../support/fault-of.ts';
import { aBuyer, anOrder, daysAfter, noon } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';

const phone = '+34600111222';
const chat = { conversationId: 'c-1', channel: 'sms', userId: phone };
const link = (changes: Partial<AccountLink> = {}): AccountLink => ({
  ...{ ...chat, buyerId: 'b-1', linkedAt: noon, verifiedAt: noon },
  ...changes,
});
const request = (changes: Partial<NewSignInRequest> = {}): NewSignInRequest => ({
  ...{ ...chat, state: 'state-1', createdAt: noon, expiresAt: daysAfter(noon, 1) },
  ...changes,
});
const later = daysAfter(noon, 40);

describe('links of accounts', () => {
  forEachStore((db) => {
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.store().run(work);
    const links = () => db.store().accountLinks;
    const requests = () => db.store().accountLinks.requests;
    const say = (text: string, id = 'c-1') =>
      run(async (tx) => {
        const ids = await db.store().conversations.lastSeqs(tx, [id]);
        const message = { id: `m-${ids.get(id)}`, from: 'buyer', activity: { text } } as const;
        await db.store().conversations.append(tx, id, [message], noon);
      });
    const connect = (changes?: Partial<AccountLink>) =>
      run((tx) => links().connect(tx, link(changes)));
    const disconnect = (at: Instant = noon) => run((tx) => links().disconnect(tx, 'c-1', at));
    const conversation = () => run((tx) => db.store().conversations.find(tx, 'c-1'));
    const collected = (buyerId: string) => run((tx) => personalData.collect(tx, buyerId));
    const erase = (buyerId: string) => run((tx) => personalData.erase(tx, buyerId, later));
    const textsFor = async (buyerId: string) =>
      (await collected(buyerId))?.conversations.flatMap(({ messages }) =>
        messages.map(({ activity }) => activity.text),
      );

    beforeEach(() =>
      run(async (tx) => {
        const { conversations, orders } = db.store();
        await orders.put(tx, anOrder());
        await orders.put(tx, anOrder({ id: '8000000000000002', buyer: aBuyer({ id: 'b-2' }) }));
        for (const id of ['c-1', 'c-2'])
          await conversations.create(tx, {
            ...{ id, channel: 'sms', userId: phone, locale: 'en', startedAt: noon },
          });
      }),
    );

    /** A visitor, one buyer, nobody, another buyer: messages 1 to 4. */
    const sayAsEachOwner = async () => {
      await say('of a visitor');
      await connect();
      await say('of the first');
      await disconnect();
      await say('of nobody');
      await connect({ buyerId: 'b-2' });
      await say('of the second');
    };

    it('read as they were written, and make the conversation the buyer’s', async () => {
      await connect();
      expect(await run((tx) => links().find(tx, 'c-1'))).to.deep.equal(link());
      expect(await conversation()).to.include({ buyerId: 'b-1' });
      expect(await run((tx) => links().find(tx, 'c-2'))).to.equal(undefined);
    });

    it('are renewed by the same buyer, and never pass to another one without an end', async () => {
      await connect();
      await connect({ linkedAt: later, verifiedAt: later });
      expect(await run((tx) => links().find(tx, 'c-1'))).to.deep.equal(link({ verifiedAt: later }));
      expect(await faultOf(() => connect({ buyerId: 'b-2' }))).to.contain('another account');
      expect(await conversation()).to.include({ buyerId: 'b-1' });
    });

    it('end with what they were, once', async () => {
      await connect();
      expect(await disconnect()).to.deep.equal(link());
      expect(await conversation()).not.to.have.property('buyerId');
      expect(await disconnect()).to.equal(undefined);
      await connect({ buyerId: 'b-2' });
      expect(await conversation()).to.include({ buyerId: 'b-2' });
    });

    it('are two for no conversation, however they are written', async () => {
      await connect();
      const second = `insert into account_links
        (conversation_id, channel, user_id, buyer_id, linked_at, verified_at, first_seq)
        values ('c-1', 'sms', 'u', 'b-2', 1, 1, 1)`;
      expect(await faultOf(() => run((tx) => rows(tx, second)))).to.match(/unique/i);
    });

    it('have one open request a conversation, found by its address, which is not stored', async () => {
      await run((tx) => requests().add(tx, request()));
      await run((tx) => requests().add(tx, request({ state: 'state-2' })));
      const [first, second] = await run(async (tx) => [
        await requests().byState(tx, 'state-1'),
        await requests().byState(tx, 'state-2'),
      ]);
      expect(first).to.include({ endedAt: noon });
      expect(second)
        .to.include({ ...chat, tries: 0 })
        .and.not.have.property('endedAt');
      expect(await run((tx) => requests().byState(tx, 'state-3'))).to.equal(undefined);
      const stored = JSON.stringify(await run((tx) => rows(tx, 'select * from sign_in_requests')));
      expect(stored).not.to.contain('state-');
    });

    it('keep the newest code of an open request, and none of one that has ended', async () => {
      await run((tx) => requests().add(tx, request()));
      const { no = 0 } = (await run((tx) => requests().byState(tx, 'state-1'))) ?? {};
      const give = (hash: string) =>
        run((tx) => requests().giveCode(tx, no, { buyerId: 'b-1', hash, expiresAt: later }));
      expect([await give('one'), await give('two')]).to.deep.equal([true, true]);
      const tried = await run((tx) => requests().countTry(tx, 'c-1'));
      expect(tried).to.deep.include({
        ...{ tries: 1, code: { buyerId: 'b-1', hash: 'two', expiresAt: later } },
      });
      await run((tx) => requests().end(tx, no, later));
      await run((tx) => requests().end(tx, no, daysAfter(later, 1)));
      expect(await run((tx) => requests().byState(tx, 'state-1'))).to.include({ endedAt: later });
      expect(await give('three')).to.equal(false);
      expect(await run((tx) => requests().countTry(tx, 'c-1'))).to.equal(undefined);
    });

    it('count the requests of a conversation from an instant on', async () => {
      for (const days of [0, 1, 2]) {
        const createdAt = daysAfter(noon, days);
        await run((tx) => requests().add(tx, request({ state: `s-${days}`, createdAt })));
      }
      const count = (days: number, id = 'c-1') =>
        run((tx) => requests().countSince(tx, id, daysAfter(noon, days)));
      expect([await count(0), await count(1), await count(3), await count(0, 'c-2')]).to.deep.equal(
        [3, 2, 0, 0],
      );
    });

    it('show each buyer what was said under their own account, and what a visitor said', async () => {
      await sayAsEachOwner();
      const visitors = ['of a visitor', 'of nobody'];
      expect(await textsFor('b-1')).to.have.members([...visitors, 'of the first']);
      expect(await textsFor('b-2')).to.have.members([...visitors, 'of the second']);
      const [past] = (await collected('b-1'))?.links ?? [];
      expect(past).to.include({ ...chat, linkedAt: noon, endedAt: noon });
      expect((await collected('b-2'))?.links[0]).not.to.have.property('endedAt');
    });

    it('show a buyer nothing of who is signed in there after them', async () => {
      await connect();
      await say('of the first');
      await disconnect();
      await connect({ buyerId: 'b-2' });
      const reference = { user: { id: '29:second', name: 'Second Buyer' } };
      await run((tx) => db.store().conversations.saveReference(tx, 'c-1', reference));
      const [first] = (await collected('b-1'))?.conversations ?? [];
      expect(JSON.stringify(first)).to.not.match(/b-2|Second/);
      const [second] = (await collected('b-2'))?.conversations ?? [];
      expect(second).to.deep.include({ buyerId: 'b-2', reference });
    });

    it('are erased with their buyer, whose words go; whoever came after keeps theirs', async () => {
      await connect();
      await say('of the first');
      await disconnect();
      await connect({ buyerId: 'b-2' });
      await say('of the second');
      const waiting = { conversationId: 'c-1', activity: { text: 'waits' }, receivedAt: noon };
      await run((tx) => db.store().inbox.store(tx, { ...waiting, key: 'k', answer: 'a' }));
      await run((tx) => requests().add(tx, request()));
      await erase('b-1');
      expect(await textsFor('b-1')).to.deep.equal(['[erased]']);
      expect(await textsFor('b-2')).to.deep.equal(['of the second']);
      expect(await conversation()).to.include({ buyerId: 'b-2', userId: phone });
      expect(await run((tx) => db.store().inbox.waiting(tx, 10))).to.deep.equal(['c-1']);
      expect((await collected('b-1'))?.links[0]).to.include({ userId: '[erased]', endedAt: noon });
    });

    it('end with an erasure, and the channel’s user id goes', async () => {
      await connect();
      await say('of the first');
      await run((tx) => requests().add(tx, request()));
      await erase('b-1');
      const left = await run(async (tx) => [
        await rows(tx, 'select * from conversations where id = ?', ['c-1']),
        await rows(tx, 'select * from account_links'),
        await rows(tx, 'select * from sign_in_requests'),
      ]);
      expect(JSON.stringify(left)).not.to.contain(phone);
      expect(await conversation()).not.to.have.property('buyerId');
      await erase('b-1');
      expect((await collected('b-1'))?.links[0]).to.include({ endedAt: later });
      expect(await textsFor('b-1')).to.deep.equal(['[erased]']);
    });

    it('say whose message it was, by its number', async () => {
      await sayAsEachOwner();
      const isOfAnother = (buyerId: string) =>
        run(async (tx) => {
          const found: boolean[] = [];
          for (const seq of [1, 2, 3, 4])
            found.push(await links().isOfAnother(tx, { conversationId: 'c-1', seq }, buyerId));
          return found;
        });
      expect(await isOfAnother('b-1')).to.deep.equal([false, false, false, true]);
      expect(await isOfAnother('b-2')).to.deep.equal([false, true, false, false]);
    });

    it('cost one statement to look up', async () => {
      const own = 2; // BEGIN and COMMIT
      const look = () => run((tx) => links().find(tx, 'c-1'));
      expect(await countStatements(look)).to.equal(own + 1);
    });
  });
});
