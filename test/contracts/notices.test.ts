import { expect } from 'chai';
import type { NewNotice } from '../../services/notices-port.ts';
import type { Tx } from '../../services/ports.ts';
import { aDispute, anOrder, daysAfter, hoursAfter, noon } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';
import { save } from './save-support.ts';

const notice = (id: string, changes: Partial<NewNotice> = {}): NewNotice => ({
  id,
  disputeId: 'D1000000001',
  buyerId: 'b-1',
  about: { kind: 'event', seq: 2 },
  notBefore: noon,
  ...changes,
});

const reminder = (id: string, notBefore: NewNotice['notBefore']): NewNotice =>
  notice(id, {
    about: { kind: 'reminder', rule: 'escalation', at: daysAfter(noon, 3), hours: 24 },
    notBefore,
  });

describe('the notices', () => {
  forEachStore((db) => {
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.store().run(work);
    const notices = () => db.store().notices;
    const add = (...added: readonly NewNotice[]) => run((tx) => notices().add(tx, added, noon));
    const due = (now = noon) =>
      run(async (tx) => (await notices().due(tx, now, 10)).map(({ id }) => id));
    const converse = (id: string, startedAt = noon, channel = 'directline') =>
      run((tx) =>
        db.store().conversations.create(tx, {
          ...{ id, channel, buyerId: 'b-1', userId: 'dl_b-1', locale: 'en', startedAt },
        }),
      );
    const hear = (conversationId: string, key: string) =>
      run((tx) =>
        db.store().inbox.store(tx, {
          ...{ conversationId, key, activity: { type: 'message' }, answer: key },
          receivedAt: noon,
        }),
      );

    beforeEach(() =>
      run(async (tx) => {
        await db.store().orders.put(tx, anOrder());
        await save(db.store(), tx, { dispute: aDispute() });
      }),
    );

    it('are given as they were added', async () => {
      await add(notice('a'));
      const [found] = await run((tx) => notices().due(tx, noon, 1));
      expect(found).to.deep.equal({
        ...notice('a'),
        ...{ createdAt: noon, state: 'waiting', tries: 0 },
      });
    });

    it('are not added twice, whatever became of the first', async () => {
      await add(notice('a'));
      await run((tx) => notices().settle(tx, 'a', 'said', noon));
      await add(notice('a'), notice('b'));
      expect(await due()).to.deep.equal(['b']);
      await add();
    });

    it('come one at a time for a buyer, in the order of what they are about', async () => {
      await add(notice('late', { notBefore: hoursAfter(noon, 1) }), notice('a'), notice('b'));
      const now = hoursAfter(noon, 2);
      for (const id of ['a', 'b', 'late']) {
        expect(await due(now)).to.deep.equal([id]);
        await run((tx) => notices().settle(tx, id, 'said', now));
      }
      expect(await due(now)).to.deep.equal([]);
    });

    it('of two buyers do not wait for each other', async () => {
      await add(notice('a'), notice('b', { buyerId: 'b-2' }));
      expect(await due()).to.deep.equal(['a', 'b']);
    });

    it('that are planned for later hold back nothing', async () => {
      await add(
        reminder('r', hoursAfter(noon, 5)),
        notice('a', { notBefore: hoursAfter(noon, 6) }),
      );
      expect(await due()).to.deep.equal([]);
      await run((tx) => notices().settle(tx, 'r', 'dropped', noon));
      expect(await due(hoursAfter(noon, 6))).to.deep.equal(['a']);
    });

    it('that are kept hold back the later ones until the buyer comes', async () => {
      await add(notice('a'), notice('b'));
      await run((tx) => notices().keep(tx, 'a', daysAfter(noon, 1)));
      expect(await due(hoursAfter(noon, 3))).to.deep.equal([]);
      await run((tx) => notices().wake(tx, 'b-1', hoursAfter(noon, 4)));
      expect(await due(hoursAfter(noon, 4))).to.deep.equal(['a']);
    });

    it('stay planned when the buyer comes', async () => {
      await add(reminder('r', daysAfter(noon, 1)));
      await run((tx) => notices().wake(tx, 'b-1', noon));
      expect(await due()).to.deep.equal([]);
    });

    it('know where they were given', async () => {
      await add(notice('a'));
      await converse('c-1');
      await run((tx) => notices().give(tx, 'a', 'c-1'));
      const found = await run((tx) => notices().find(tx, 'a'));
      expect(found).to.include({ state: 'given', conversationId: 'c-1', tries: 1 });
      expect(await due()).to.deep.equal([]);
      expect(await run((tx) => notices().find(tx, 'z'))).to.equal(undefined);
    });

    it('of the past can be dropped, and those to come stay', async () => {
      await add(notice('a'), reminder('r', hoursAfter(noon, 1)));
      await run((tx) => notices().dropDue(tx, noon));
      expect(await due(hoursAfter(noon, 1))).to.deep.equal(['r']);
    });

    it('find the buyer where something was heard last; what the bot says by itself does not count', async () => {
      await converse('c-1');
      await converse('c-2', hoursAfter(noon, 1), 'msteams');
      const places = () =>
        run(async (tx) => (await notices().placesOf(tx, 'b-1')).map((p) => p.conversationId));
      expect(await places()).to.deep.equal(['c-2', 'c-1']);
      await hear('c-1', 'k-1');
      await hear('c-2', 'notice:a:0');
      expect(await places()).to.deep.equal(['c-1', 'c-2']);
      expect(await run((tx) => notices().placesOf(tx, 'b-2'))).to.deep.equal([]);
      const [, teams] = await run((tx) => notices().placesOf(tx, 'b-1'));
      expect(teams).to.deep.equal({
        ...{
          conversationId: 'c-2',
          channel: 'msteams',
          owner: 'bot',
          hasReference: false,
          heard: 0,
          heardAt: hoursAfter(noon, 1),
        },
      });
    });

    it('remember in which conversation a dispute was opened', async () => {
      const origin = () => run((tx) => notices().originOf(tx, 'D1000000001'));
      expect(await origin()).to.equal(undefined);
      await converse('c-1');
      await run((tx) => notices().startedFrom(tx, 'D1000000001', 'c-1'));
      expect(await origin()).to.equal('c-1');
    });

    if (db.kind === 'PostgreSQL')
      it('are given by one of two nodes, and the next one not by the other meanwhile', async () => {
        await add(notice('a'), notice('b'));
        const second = await db.secondStore();
        const both = await run(async (tx) => {
          const mine = await notices().due(tx, noon, 5);
          const theirs = await second.run((other) => second.notices.due(other, noon, 5));
          return [mine.map(({ id }) => id), theirs];
        });
        expect(both).to.deep.equal([['a'], []]);
      });
  });
});
