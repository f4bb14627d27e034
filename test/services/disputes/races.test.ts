import { expect } from 'chai';
import { sweep } from '../../../services/deadlines/sweep.ts';
import { answerAsSeller } from '../../../services/disputes/answer-as-seller.ts';
import { cancelDispute } from '../../../services/disputes/cancel-dispute.ts';
import { openDispute } from '../../../services/disputes/open-dispute.ts';
import type { Result } from '../../../services/domain/refusal.ts';
import { anOrder, daysAfter, noon } from '../../support/fixtures.ts';
import { forEachStore } from '../../support/stores.ts';
import {
  actingOn,
  aForm,
  ana,
  codes,
  countingIds,
  opened,
  putAs,
  rulebooks,
  seller,
  system,
} from './world.ts';

const rounds = 10;

describe('races', () => {
  forEachStore((db) => {
    const ids = countingIds();
    const as = actingOn(db.store, ids);

    /** Both at once on two nodes, in an order that nobody knows. */
    const nodes = async () => {
      const second = await db.secondStore();
      return { one: as, other: actingOn(() => second, ids), second };
    };

    const disputed = async (round: number) => {
      const id = `80112233445566${String(round).padStart(2, '0')}`;
      return (await opened(as, { order: anOrder({ id }) })).dispute;
    };

    it('cancel against accept: one winner, and the loser is told', async function () {
      this.timeout(60_000);
      const { one, other } = await nodes();
      for (let round = 0; round < rounds; round += 1) {
        const { id } = await disputed(round);
        const results: readonly Result<unknown>[] = await Promise.all([
          one(ana, noon, (ctx) => cancelDispute(ctx, { disputeId: id, expectedSeq: 1 })),
          other(seller, noon, (ctx) =>
            answerAsSeller(ctx, { disputeId: id, command: { type: 'accept', proposalVersion: 1 } }),
          ),
        ]);
        expect(results.filter(({ ok }) => ok)).to.have.length(1);
        const loser = results.flatMap((result) => codes(result));
        expect(loser).to.have.length.greaterThan(0);
        await oneOutcome(id, results[1]?.ok ? 1 : 0);
      }
    });

    it('two openings on one item: one dispute', async function () {
      this.timeout(60_000);
      const { one, other } = await nodes();
      for (let round = 0; round < rounds; round += 1) {
        const order = anOrder({ id: `80112233445577${String(round).padStart(2, '0')}` });
        await putAs(as, order);
        const wish = { orderId: order.id, itemId: 'i-1', form: aForm() };
        const results = await Promise.all(
          [one, other].map((node) => node(ana, noon, (ctx) => openDispute(ctx, wish))),
        );
        expect(results.filter(({ ok }) => ok)).to.have.length(1);
        const [refused] = results.flatMap((result) => codes(result));
        expect(refused).to.be.oneOf(['changed_meanwhile', 'dispute_live']);
        const stored = await as(system, noon, ({ tx }) =>
          db.store().disputes.ofOrder(tx, order.id),
        );
        expect(stored).to.have.length(1);
      }
    });

    it('a sweep against an accept and another sweep: one refund instruction', async function () {
      this.timeout(60_000);
      const { second } = await nodes();
      const due = daysAfter(noon, 5);
      const clock = { now: () => due };
      for (let round = 0; round < rounds; round += 1) {
        const { id } = await disputed(round);
        const [first, other] = await Promise.all([
          sweep(db.store(), rulebooks, ids, clock),
          sweep(second, rulebooks, ids, clock),
          actingOn(() => second, ids)(seller, due, (ctx) =>
            answerAsSeller(ctx, { disputeId: id, command: { type: 'accept', proposalVersion: 1 } }),
          ),
        ]);
        expect([...first.faults, ...other.faults]).to.deep.equal([]);
        await oneOutcome(id, 1);
      }
    });

    const oneOutcome = async (id: string, refunds: number) => {
      const seen = await as(system, noon, async ({ tx, store }) => ({
        events: await store.disputes.events(tx, id),
        told: await store.outbox.replay(tx, ['refund'], 0, 100),
      }));
      expect(seen.events).to.have.length(2);
      expect(seen.told.filter(({ row }) => row.stream === id)).to.have.length(refunds);
    };
  });
});
