import { expect } from 'chai';
import { sweep } from '../../../services/deadlines/sweep.ts';
import { answerAsSeller } from '../../../services/disputes/answer-as-seller.ts';
import { cancelDispute } from '../../../services/disputes/cancel-dispute.ts';
import { ruleOnDispute } from '../../../services/disputes/rule-on-dispute.ts';
import { settleRefund } from '../../../services/disputes/settle-refund.ts';
import type { Instant } from '../../../services/domain/time.ts';
import { anOrder, aShippedOrder, at, daysAfter, hoursAfter, noon } from '../../support/fixtures.ts';
import { forEachStore } from '../../support/stores.ts';
import {
  actingOn,
  aForm,
  ana,
  caseManager,
  countingIds,
  done,
  opened,
  putAs,
  rulebooks,
  seller,
  system,
} from '../disputes/world.ts';

/** The window of `anOrder` closes with 5 December 2026. */
const protectionEnds = daysAfter(noon, 13.5);

describe('the sweep', () => {
  forEachStore((db) => {
    const ids = countingIds();
    const as = actingOn(db.store, ids);
    const sweepAt = (now: Instant, store = db.store()) =>
      sweep(store, rulebooks, ids, { now: () => now });

    const orderNo = (no: number) => `80112233445500${String(no).padStart(2, '0')}`;

    const refusedOne = async (no: number) => {
      const { dispute } = await opened(as, { order: anOrder({ id: orderNo(no) }) });
      const command = { type: 'refuse', proposalVersion: 1 } as const;
      done(
        await as(seller, daysAfter(noon, 1), (ctx) =>
          answerAsSeller(ctx, { disputeId: dispute.id, command }),
        ),
      );
      return dispute.id;
    };

    const returnOne = async (no: number) => {
      const form = aForm({ remedy: 'return_and_refund' });
      return (await opened(as, { order: anOrder({ id: orderNo(no) }), form })).dispute.id;
    };

    /** Everything that a late sweep could get wrong, less the ids that differ by nature. */
    const outcome = (id: string) =>
      as(system, noon, async ({ tx, store }) => {
        const dispute = await store.disputes.find(tx, system, id);
        const events = await store.disputes.events(tx, id);
        const money = await store.orders.money(tx, dispute?.orderId ?? '');
        return {
          phase: dispute?.phase,
          reason: dispute?.outcome?.reason,
          refunds: dispute?.refunds.map(({ amount, at }) => ({ amount, at })),
          events: events.map(({ seq, type, at, rule }) => ({ seq, type, at, rule })),
          money: [...money.values()],
        };
      });

    it('does nothing one millisecond before a deadline and fires at it', async () => {
      const { dispute } = await opened(as);
      const due = daysAfter(noon, 5);
      expect(await sweepAt((due - 1) as Instant)).to.deep.equal({ fired: 0, faults: [] });
      expect(await sweepAt(due)).to.deep.equal({ fired: 1, faults: [] });
      expect(await sweepAt(due)).to.deep.equal({ fired: 0, faults: [] });
      expect((await outcome(dispute.id)).reason).to.equal('seller_timeout');
    });

    it('gives after three days of standstill what a punctual sweep gives', async () => {
      const punctual = [await refusedOne(1), await returnOne(2), (await opened(as)).dispute.id];
      for (let hour = 0; hour <= 24 * 16; hour += 12) await sweepAt(hoursAfter(noon, hour));
      const expected = await Promise.all(punctual.map(outcome));
      const late = [
        await refusedOne(3),
        await returnOne(4),
        (await opened(as, { order: anOrder({ id: orderNo(5) }) })).dispute.id,
      ];
      // Silence, then what follows from it, ten days later: both fall into the standstill's gaps.
      for (const day of [4, 8, 12, 16]) await sweepAt(daysAfter(noon, day));
      expect(await Promise.all(late.map(outcome))).to.deep.equal(expected);
      expect(expected[1]?.events.map(({ type }) => type)).to.deep.equal([
        'open',
        'seller_timeout',
        'return_lapses',
      ]);
    });

    it('gives the same whether it ran at all before the next command', async () => {
      const swept = await returnOne(1);
      await sweepAt(daysAfter(noon, 5));
      await sweepAt(daysAfter(noon, 15));
      const caughtUp = await returnOne(2);
      await as(ana, daysAfter(noon, 16), (ctx) =>
        cancelDispute(ctx, { disputeId: caughtUp, expectedSeq: 1 }),
      );
      expect(await outcome(caughtUp)).to.deep.equal(await outcome(swept));
    });

    it('has one winner for each event when two nodes sweep at once', async function () {
      this.timeout(60_000);
      const second = await db.secondStore();
      const made: string[] = [];
      for (let no = 0; no < 12; no += 1)
        made.push((await opened(as, { order: anOrder({ id: orderNo(no) }) })).dispute.id);
      const due = daysAfter(noon, 5);
      const swept = await Promise.all([sweepAt(due), sweepAt(due, second), sweepAt(due)]);
      expect(swept.flatMap(({ faults }) => faults)).to.deep.equal([]);
      expect(swept.reduce((sum, { fired }) => sum + fired, 0)).to.equal(made.length);
      for (const id of made) expect((await outcome(id)).events).to.have.length(2);
    });

    it('pays the seller when protection ends, once, whoever sweeps', async () => {
      const order = await putAs(as);
      const second = await db.secondStore();
      expect((await sweepAt((protectionEnds - 1) as Instant)).fired).to.equal(0);
      const both = await Promise.all([sweepAt(protectionEnds), sweepAt(protectionEnds, second)]);
      expect(both.flatMap(({ faults }) => faults)).to.deep.equal([]);
      expect(both.reduce((sum, { fired }) => sum + fired, 0)).to.equal(1);
      const paid = await as(system, noon, async ({ tx, store }) => ({
        money: (await store.orders.money(tx, order.id)).get('i-1'),
        rows: await store.outbox.due(tx, 'release', protectionEnds, 10),
      }));
      expect(paid.money).to.include({ paid: 2490n, released: 2490n });
      expect(paid.rows.map(({ body }) => body.amount)).to.deep.equal(['2490']);
    });

    it('pays for no goods that were never sent, and for none in dispute', async () => {
      const { completedAt: _none, shippedAt: _never, ...unsent } = anOrder({ id: orderNo(1) });
      const ended = { protectionEndsAt: daysAfter(noon, 1) };
      await putAs(as, { ...unsent, status: 'paid', shipments: [], ...ended });
      await opened(as, { order: aShippedOrder({ id: orderNo(2), ...ended }) });
      expect(await sweepAt(daysAfter(noon, 2))).to.deep.equal({ fired: 0, faults: [] });
    });

    it('holds the money back as long as a ruling may be appealed, and no longer', async () => {
      const id = await refusedOne(1);
      const command = { type: 'rule', outcome: 'rejected', explanation: 'No fault.' } as const;
      done(
        await as(caseManager, daysAfter(noon, 8), (ctx) =>
          ruleOnDispute(ctx, { disputeId: id, command, caseManagerId: 'cm-1' }),
        ),
      );
      // The ruling is of 30 November; the protection of the order ends with 5 December.
      const appealEnds = at('2026-12-08T00:00:00Z');
      expect(await sweepAt((appealEnds - 1) as Instant)).to.deep.equal({ fired: 0, faults: [] });
      const second = await db.secondStore();
      const both = await Promise.all([sweepAt(appealEnds), sweepAt(appealEnds, second)]);
      expect(both.flatMap(({ faults }) => faults)).to.deep.equal([]);
      expect(both.reduce((sum, { fired }) => sum + fired, 0)).to.equal(1);
      expect((await outcome(id)).money[0]).to.include({ released: 2490n });
      const due = await as(system, noon, ({ tx, store }) => store.disputes.due(tx, appealEnds, 9));
      expect(due).to.deep.equal([]);
    });

    it('releases the rest of a partial ruling, although protection runs on', async () => {
      const order = aShippedOrder({ id: orderNo(1), protectionEndsAt: daysAfter(noon, 90) });
      const { id } = (await opened(as, { order })).dispute;
      const refuse = { type: 'refuse', proposalVersion: 1 } as const;
      done(
        await as(seller, daysAfter(noon, 1), (ctx) =>
          answerAsSeller(ctx, { disputeId: id, command: refuse }),
        ),
      );
      const command = {
        type: 'rule',
        outcome: 'partial',
        amount: 1000n,
        explanation: 'Half of it works.',
      } as const;
      done(
        await as(caseManager, daysAfter(noon, 8), (ctx) =>
          ruleOnDispute(ctx, { disputeId: id, command, caseManagerId: 'cm-1' }),
        ),
      );
      const report = { refundId: `${id}.R1`, result: 'completed' } as const;
      done(await as(system, daysAfter(noon, 10), (ctx) => settleRefund(ctx, report)));
      await sweepAt(daysAfter(noon, 20));
      expect((await outcome(id)).money[0]).to.include({ completed: 1000n, released: 1490n });
    });

    it('is held up by no fault: the others are done, and the fault is named', async () => {
      const broken = (await opened(as)).dispute.id;
      const sound = (await opened(as, { order: anOrder({ id: orderNo(1) }) })).dispute.id;
      const store = db.store();
      const faulty = {
        ...store,
        disputes: {
          ...store.disputes,
          save: (...[tx, change]: Parameters<typeof store.disputes.save>) =>
            change.dispute.id === broken
              ? Promise.reject(new Error('disk full'))
              : store.disputes.save(tx, change),
        },
      };
      const swept = await sweepAt(daysAfter(noon, 5), faulty);
      expect(swept.fired).to.equal(1);
      expect(swept.faults.map(({ id, cause }) => [id, String(cause)])).to.deep.equal([
        [broken, 'Error: disk full'],
      ]);
      expect((await outcome(sound)).reason).to.equal('seller_timeout');
      expect((await sweepAt(daysAfter(noon, 5))).fired).to.equal(1);
    });
  });
});
