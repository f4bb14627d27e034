import { expect } from 'chai';
import type { JsonObject, Tx } from '../../services/ports.ts';
import { faultOf } from '../support/fault-of.ts';
import { hoursAfter, noon } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';

const arrival = (key: string, conversationId = 'c-1', activity: JsonObject = { text: key }) => ({
  conversationId,
  key,
  activity,
  receivedAt: noon,
  answer: `answer to ${key}`,
});

describe('the inbox', () => {
  forEachStore((db) => {
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.store().run(work);
    const inbox = () => db.store().inbox;
    const stored = (row: ReturnType<typeof arrival>) => run((tx) => inbox().store(tx, row));
    const next = (id = 'c-1') => run((tx) => inbox().next(tx, id));
    const finish = async (id = 'c-1') => {
      const row = await next(id);
      await run((tx) => inbox().done(tx, row?.id ?? 0, hoursAfter(noon, 1)));
    };
    beforeEach(() =>
      run(async (tx) => {
        const begun = { channel: 'directline', userId: 'u', locale: 'en', startedAt: noon };
        for (const id of ['c-1', 'c-2'])
          await db.store().conversations.create(tx, { id, ...begun });
      }),
    );

    it('gives the rows of a conversation in the order they came', async () => {
      for (const key of ['b', 'a', 'c']) await stored(arrival(key));
      expect(await next()).to.deep.include({
        conversationId: 'c-1',
        key: 'b',
        activity: { text: 'b' },
        receivedAt: noon,
        tries: 0,
      });
      await finish();
      expect((await next())?.key).to.equal('a');
      await finish();
      await finish();
      expect(await next()).to.equal(undefined);
    });

    it('recognises a resend, done or not, and repeats the first answer', async () => {
      expect(await stored(arrival('a'))).to.deep.equal({ duplicate: false, answer: 'answer to a' });
      const resent = { ...arrival('a'), answer: 'another' };
      expect(await stored(resent)).to.deep.equal({ duplicate: true, answer: 'answer to a' });
      await finish();
      expect(await stored(resent)).to.deep.equal({ duplicate: true, answer: 'answer to a' });
      expect(await next()).to.equal(undefined);
    });

    it('keeps the same key of two conversations apart', async () => {
      await stored(arrival('a'));
      const other = await stored(arrival('a', 'c-2'));
      expect(other.duplicate).to.equal(false);
    });

    it('stores one of many resends that come at once on two nodes', async () => {
      const second = await db.secondStore();
      const answers = await Promise.all(
        [db.store(), second, db.store(), second].map((store, index) =>
          store.run((tx) => store.inbox.store(tx, { ...arrival('a'), answer: `${index}` })),
        ),
      );
      expect(answers.filter(({ duplicate }) => !duplicate)).to.have.length(1);
      expect(new Set(answers.map(({ answer }) => answer)).size).to.equal(1);
    });

    it('names the conversations that wait, the longest waiting first', async () => {
      for (const [key, id] of [
        ['a', 'c-2'],
        ['b', 'c-1'],
        ['c', 'c-2'],
      ] as const)
        await stored(arrival(key, id));
      const waiting = (limit: number) => run((tx) => inbox().waiting(tx, limit));
      expect(await waiting(5)).to.deep.equal(['c-2', 'c-1']);
      expect(await waiting(1)).to.deep.equal(['c-2']);
      await finish('c-2');
      expect(await waiting(5)).to.deep.equal(['c-1', 'c-2']);
      expect(await run((tx) => inbox().countWaiting(tx, 'c-2'))).to.equal(1);
    });

    it('counts failed tries and keeps the row in its place', async () => {
      for (const key of ['a', 'b']) await stored(arrival(key));
      const row = await next();
      const failed = () => run((tx) => inbox().failed(tx, row?.id ?? 0, 'no database'));
      expect([await failed(), await failed()]).to.deep.equal([1, 2]);
      expect(await next()).to.deep.include({ key: 'a', tries: 2 });
      expect(await faultOf(() => run((tx) => inbox().failed(tx, 999, 'x')))).to.contain('999');
    });
  });
});
