import { expect } from 'chai';
import { claim } from '../../services/handoff/claim.ts';
import { sendNote } from '../../services/handoff/send-note.ts';
import { agnes, TestDesk } from '../support/desk.ts';
import { faultOf } from '../support/fault-of.ts';
import { forEachStore } from '../support/stores.ts';

describe('The log of the desk', () => {
  forEachStore((db) => {
    let desk: TestDesk;
    let start = 0;
    beforeEach(async () => {
      desk = new TestDesk(db.store());
      start = await db.store().run((tx) => db.store().desk.log.lastNo(tx));
    });
    const events = () => db.store().run((tx) => db.store().desk.log.after(tx, start, 1_000));

    it('numbers without a gap what many cases do at once', async () => {
      const all = await Promise.all(Array.from({ length: 12 }, () => desk.asked()));
      await Promise.all(
        all.map(({ handoff: { id } }) => desk.as(agnes, (ctx) => claim(ctx, { handoffId: id }))),
      );
      const numbers = (await events()).map(({ no }) => no - start);
      expect(numbers).to.deep.equal(Array.from({ length: 36 }, (_, n) => n + 1));
    });

    it('has nothing of a transaction that was rolled back, and no gap after it', async () => {
      const { handoff } = await desk.asked();
      const { id: handoffId, conversationId } = handoff;
      const fault = await faultOf(() =>
        desk.as(agnes, async ({ tx, now: at }) => {
          const event = {
            at,
            kind: 'note',
            by: 'agnes',
            body: {},
            handoffId,
            conversationId,
          } as const;
          await desk.store.desk.log.append(tx, [event]);
          throw new Error('no');
        }),
      );
      expect(fault).to.equal('Error: no');
      await desk.asked();
      expect((await events()).map(({ no, kind }) => [no - start, kind])).to.deep.equal([
        [1, 'requested'],
        [2, 'requested'],
      ]);
    });

    it('hears of every message of a conversation that has a case, and of no other', async () => {
      const quiet = await desk.conversation();
      await desk.says(quiet, 'Nobody is asked for here');
      const { handoff } = await desk.asked();
      const seq = await desk.says(handoff.conversationId, 'Is anybody there?');
      const heard = (await events()).filter(({ kind }) => kind === 'message');
      expect(heard.map(({ body, by }) => ({ body, by }))).to.deep.equal([
        { body: { seq, from: 'buyer' }, by: 'buyer' },
      ]);
    });

    it('holds no words of people', async () => {
      const { handoff } = await desk.asked({ wish: 'My secret wish' });
      await desk.says(handoff.conversationId, 'My secret words');
      await desk.as(agnes, (ctx) =>
        sendNote(ctx, { handoffId: handoff.id, text: 'A secret note' }),
      );
      expect(JSON.stringify(await events())).to.not.include('secret');
    });

    it('wakes who follows once the transaction is committed, and not before', async () => {
      const heard: string[] = [];
      const stop = db.store().desk.follow(({ conversationIds }) => heard.push(...conversationIds));
      const { handoff } = await desk.asked();
      expect(heard).to.include(handoff.conversationId);
      stop();
      const before = heard.length;
      await desk.asked();
      expect(heard).to.have.length(before);
    });

    if (db.kind === 'PostgreSQL')
      it('wakes who follows on another node', async () => {
        const other = await db.secondStore();
        const told: (readonly string[])[] = [];
        const heard = (enough: () => boolean) =>
          new Promise<void>((resolve) => {
            const look = () => (enough() ? resolve() : setTimeout(look, 5));
            look();
          });
        const stop = other.desk.follow(({ conversationIds }) => told.push(conversationIds));
        // The first news says that the line is open.
        await heard(() => told.length > 0);
        const { handoff } = await desk.asked();
        await heard(() => told.flat().includes(handoff.conversationId));
        stop();
        expect(told.flat()).to.include(handoff.conversationId);
      });
  });
});
