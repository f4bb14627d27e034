import { expect } from 'chai';
import type { NewMessage, Tx } from '../../services/ports.ts';
import { faultOf } from '../support/fault-of.ts';
import { hoursAfter, noon } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';

const begun = {
  id: 'c-1',
  channel: 'directline',
  buyerId: 'b-1',
  userId: 'dl_b-1',
  locale: 'en-GB',
  startedAt: noon,
};

const said = (text: string): NewMessage => ({
  id: `m-${text}`,
  from: 'bot',
  activity: { type: 'message', text, channelData: { $bigint: 'a client may send this' } },
});

const numbers = (last: number): readonly number[] =>
  Array.from({ length: last }, (_, index) => index + 1);

describe('conversations', () => {
  forEachStore((db) => {
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.store().run(work);
    const conversations = () => db.store().conversations;
    beforeEach(() => run((tx) => conversations().create(tx, begun)));

    it('begin empty, with the bot, at seq 0 and version 0', async () => {
      const found = await run((tx) => conversations().find(tx, 'c-1'));
      const empty = { lastSeq: 0, state: {}, stateVersion: 0, owner: 'bot' };
      expect(found).to.deep.equal({ ...begun, ...empty });
      expect(await run((tx) => conversations().find(tx, 'c-2'))).to.equal(undefined);
    });

    it('of a visitor have no buyer, and keep a reference', async () => {
      const { buyerId: _none, ...visitor } = begun;
      const reference = { serviceUrl: 'https://smba.example/', bot: { id: 'x' } };
      await run((tx) => conversations().create(tx, { ...visitor, id: 'c-2' }));
      await run((tx) => conversations().saveReference(tx, 'c-2', reference));
      const found = await run((tx) => conversations().find(tx, 'c-2'));
      expect(found).to.not.have.property('buyerId');
      expect(found?.reference).to.deep.equal(reference);
    });

    it('number their messages from 1 on, in the order given', async () => {
      const first = await run((tx) =>
        conversations().append(tx, 'c-1', [said('a'), said('b')], noon),
      );
      const next = await run((tx) => conversations().append(tx, 'c-1', [said('c')], noon));
      expect([...first, ...next].map(({ seq }) => seq)).to.deep.equal([1, 2, 3]);
      const stored = await run((tx) => conversations().messagesAfter(tx, 'c-1', 0, 10));
      expect(stored).to.deep.equal([...first, ...next]);
      expect((await run((tx) => conversations().find(tx, 'c-1')))?.lastSeq).to.equal(3);
    });

    it('answer the messages after a seq, at most so many', async () => {
      await run((tx) => conversations().append(tx, 'c-1', ['a', 'b', 'c', 'd'].map(said), noon));
      const after = await run((tx) => conversations().messagesAfter(tx, 'c-1', 1, 2));
      expect(after.map(({ seq }) => seq)).to.deep.equal([2, 3]);
      expect(await run((tx) => conversations().messagesAfter(tx, 'c-1', 4, 2))).to.deep.equal([]);
    });

    it('know when the buyer wrote last, whatever was said since', async () => {
      const heardAt = () => run((tx) => conversations().heardAt(tx, 'c-1'));
      expect(await heardAt()).to.equal(undefined);
      const asked = { ...said('a'), from: 'buyer' } as const;
      await run((tx) => conversations().append(tx, 'c-1', [asked], hoursAfter(noon, 1)));
      await run((tx) => conversations().append(tx, 'c-1', [said('b')], hoursAfter(noon, 2)));
      expect(await heardAt()).to.equal(hoursAfter(noon, 1));
    });

    it('append nothing when given nothing, and nothing to what is not there', async () => {
      expect(await run((tx) => conversations().append(tx, 'c-1', [], noon))).to.deep.equal([]);
      const lost = () => run((tx) => conversations().append(tx, 'c-9', [said('a')], noon));
      expect(await faultOf(lost)).to.contain('no conversation c-9');
    });

    it('give 20 writers on two nodes the numbers 1 to 20', async () => {
      const second = await db.secondStore();
      const answers = await Promise.all(
        numbers(20).map((n) => {
          const store = n % 2 ? db.store() : second;
          return store.run((tx) => store.conversations.append(tx, 'c-1', [said(`${n}`)], noon));
        }),
      );
      const seqs = answers.flat().map(({ seq }) => seq);
      expect(seqs.sort((a, b) => a - b)).to.deep.equal(numbers(20));
      const stored = await run((tx) => conversations().messagesAfter(tx, 'c-1', 0, 100));
      expect(stored.map(({ seq }) => seq)).to.deep.equal(numbers(20));
    });

    it('leave no gap behind a transaction that was rolled back', async () => {
      await faultOf(() =>
        run(async (tx) => {
          await conversations().append(tx, 'c-1', [said('lost')], noon);
          throw new Error('crash');
        }),
      );
      const [first] = await run((tx) => conversations().append(tx, 'c-1', [said('a')], noon));
      expect(first?.seq).to.equal(1);
    });

    it('save their state only over the version that was read', async () => {
      const save = (text: string, version: number) =>
        run((tx) => {
          const step = {
            state: { text },
            expectedVersion: version,
            messages: [said(text)],
            at: noon,
          };
          return conversations().advance(tx, 'c-1', step);
        });
      expect((await save('first', 0))?.map(({ seq }) => seq)).to.deep.equal([1]);
      expect(await save('late', 0)).to.equal(undefined);
      expect((await save('second', 1))?.map(({ seq }) => seq)).to.deep.equal([2]);
      const found = await run((tx) => conversations().find(tx, 'c-1'));
      expect(found).to.deep.include({ state: { text: 'second' }, stateVersion: 2, lastSeq: 2 });
    });

    it('tell the newest number of many at once, and leave out what is not there', async () => {
      await run((tx) => conversations().append(tx, 'c-1', [said('a'), said('b')], noon));
      const seqs = await run((tx) => conversations().lastSeqs(tx, ['c-1', 'c-none']));
      expect([...seqs]).to.deep.equal([['c-1', 2]]);
      expect([...(await run((tx) => conversations().lastSeqs(tx, [])))]).to.deep.equal([]);
    });

    it('are locked by one node at a time', async () => {
      const locked = await run(async (tx) => {
        const mine = await conversations().lock(tx, 'c-1');
        if (db.kind === 'SQLite') return [mine?.id, undefined];
        const second = await db.secondStore();
        const theirs = await second.run((other) => second.conversations.lock(other, 'c-1'));
        return [mine?.id, theirs?.id];
      });
      expect(locked).to.deep.equal(['c-1', undefined]);
      const again = await run((tx) => conversations().lock(tx, 'c-1'));
      expect(again?.id).to.equal('c-1');
      expect(await run((tx) => conversations().lock(tx, 'c-9'))).to.equal(undefined);
    });

    if (db.kind === 'PostgreSQL')
      it('take an arriving activity while another node runs a turn', async () => {
        const second = await db.secondStore();
        const stored = await run(async (tx) => {
          await conversations().lock(tx, 'c-1');
          return second.run((other) =>
            second.inbox.store(other, {
              conversationId: 'c-1',
              key: 'k',
              activity: {},
              receivedAt: noon,
              answer: 'a',
            }),
          );
        });
        expect(stored.duplicate).to.equal(false);
      });
  });
});
