import { expect } from 'chai';
import type { NewFeedback } from '../../services/feedback-port.ts';
import type { Tx } from '../../services/ports.ts';
import { personalData } from '../../services/store/personal-data.ts';
import { rows } from '../../services/store/sql.ts';
import { countStatements } from '../support/count-statements.ts';
import { faultOf } from '../support/fault-of.ts';
import { anOrder, daysAfter, noon } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';

const miss = (changes: Partial<NewFeedback> = {}): NewFeedback => ({
  ...{ at: noon, conversationId: 'c-1', kind: 'missed', prompt: 'idle' },
  ...{ text: 'blub 🙂 今天 "x"', band: 'ask', followed: 'left' },
  guesses: [
    { label: 'track_order', score: 0.31 },
    { label: 'faq_not_received', score: 0.2 },
  ],
  ...changes,
});

describe('what was not understood', () => {
  forEachStore((db) => {
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.store().run(work);
    const feedback = () => db.store().feedback;
    const add = (row: NewFeedback = miss()) => run((tx) => feedback().add(tx, row));
    const since = (from = noon, limit = 10) => run((tx) => feedback().since(tx, from, limit));

    beforeEach(() =>
      run(async (tx) => {
        await db.store().orders.put(tx, anOrder());
        const begun = { channel: 'msteams', userId: 'u', locale: 'en', startedAt: noon };
        await db.store().conversations.create(tx, { ...begun, id: 'c-1', buyerId: 'b-1' });
        await db.store().conversations.create(tx, { ...begun, id: 'c-2', channel: 'directline' });
      }),
    );

    it('reads as it was written, with the channel of its conversation', async () => {
      const no = await add();
      expect(await since()).to.deep.equal([{ ...miss(), no, channel: 'msteams' }]);
    });

    it('notes what followed, and the label where one is known', async () => {
      const first = await add();
      const second = await add();
      await run((tx) => feedback().follow(tx, first, 'picked', 'refund_status'));
      await run((tx) => feedback().follow(tx, second, 'none'));
      const [one, two] = await since();
      expect(one).to.include({ followed: 'picked', label: 'refund_status' });
      expect(two).to.include({ followed: 'none' }).and.not.have.property('label');
    });

    it('lists from an instant on, oldest first, and of too many the newest', async () => {
      const numbers: number[] = [];
      for (const days of [0, 1, 2, 3]) numbers.push(await add(miss({ at: daysAfter(noon, days) })));
      const listed = async (days: number, limit: number) =>
        (await since(daysAfter(noon, days), limit)).map(({ no }) => no);
      expect(await listed(1, 10)).to.deep.equal(numbers.slice(1));
      expect(await listed(0, 2)).to.deep.equal(numbers.slice(2));
    });

    it('is forgotten oldest first, a batch at a time', async () => {
      for (const days of [2, 0, 1]) await add(miss({ at: daysAfter(noon, days) }));
      const forget = (days: number) => run((tx) => feedback().forget(tx, daysAfter(noon, days), 1));
      expect(await forget(2)).to.equal(1);
      expect((await since()).map(({ at }) => at)).to.deep.equal([
        daysAfter(noon, 2),
        daysAfter(noon, 1),
      ]);
      expect([await forget(2), await forget(2)]).to.deep.equal([1, 0]);
    });

    it('goes with an erasure of its buyer, and is shown in an export', async () => {
      await add();
      await add(miss({ conversationId: 'c-2', text: 'of a visitor' }));
      const data = await run((tx) => personalData.collect(tx, 'b-1'));
      expect(data?.feedback.map(({ text }) => text)).to.deep.equal([miss().text]);
      await run((tx) => personalData.erase(tx, 'b-1', daysAfter(noon, 1)));
      expect((await since()).map(({ text }) => text)).to.deep.equal(['of a visitor']);
    });

    it('is of a kind and an outcome that the database knows', async () => {
      for (const column of ['kind', 'band', 'followed']) {
        await add();
        const change = () => run((tx) => rows(tx, `update feedback set ${column} = 'x'`));
        expect(await faultOf(change), column).to.match(/check/i);
      }
    });

    it('is one statement, and so is what followed', async () => {
      const own = 2; // BEGIN and COMMIT
      expect(await countStatements(() => add())).to.equal(own + 1);
      const follow = () => run((tx) => feedback().follow(tx, 1, 'none'));
      expect(await countStatements(follow)).to.equal(own + 1);
    });
  });
});
