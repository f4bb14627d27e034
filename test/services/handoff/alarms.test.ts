import { expect } from 'chai';
import { playSeller } from '../../../services/demo/play-seller.ts';
import { openDispute } from '../../../services/disputes/open-dispute.ts';
import { settleRefund } from '../../../services/disputes/settle-refund.ts';
import { refundWindow } from '../../../services/domain/refund-window.ts';
import { startOfDayAfter } from '../../../services/domain/time.ts';
import { leaveQueue } from '../../../services/handoff/leave-queue.ts';
import { queue } from '../../../services/handoff/queue.ts';
import { raiseAlarm } from '../../../services/handoff/raise-alarm.ts';
import type { Store } from '../../../services/ports.ts';
import { agnes, rulebooks, TestDesk } from '../../support/desk.ts';
import { forEachStore } from '../../support/stores.ts';

const minute = 60_000;
const system = { kind: 'system' } as const;

describe('An alarm that nobody asked for', () => {
  forEachStore((db) => {
    let store: Store;
    let desk: TestDesk;
    beforeEach(() => {
      store = db.store();
      desk = new TestDesk(store);
    });

    /** The seller agreed: the bank was told to pay. Answers the dispute, and the refund with the first moment it is late. */
    const refunding = async () => {
      const order = await desk.order();
      const buyerId = order.buyer.id;
      const opened = await desk.run({ kind: 'buyer', id: buyerId }, (ctx) =>
        openDispute(ctx, {
          ...{ orderId: order.id, itemId: 'i-1' },
          form: {
            ...{ reason: 'not_as_described', subReason: 'damaged', remedy: 'refund_only' },
            ...{ amount: 2490n, description: 'It is cracked.', files: [] },
          },
        }),
      );
      if (!opened.ok) throw new Error('A dispute was expected.');
      const disputeId = opened.value.dispute.id;
      const agreed = await desk.run(system, (ctx) =>
        playSeller(ctx, { disputeId, move: 'accept' }),
      );
      const refund = agreed.ok ? agreed.value.dispute.refunds[0] : undefined;
      if (!refund) throw new Error('A refund was expected.');
      const { by } = refundWindow(refund.at, rulebooks.current);
      return { buyerId, disputeId, refund, lateFrom: startOfDayAfter(by, 1, 'UTC') };
    };
    const rows = async () => (await desk.as(agnes, queue)).rows;
    const upTo = (at: number) => desk.clock.advance(at - desk.clock.now());
    const fail = (disputeId: string) =>
      desk.run(system, (ctx) => raiseAlarm(ctx, disputeId, 'refund_failed'));

    it('waits until the whole last day of the refund has passed, then comes once', async () => {
      const { disputeId, buyerId, lateFrom } = await refunding();
      upTo(lateFrom - minute);
      await desk.sweep();
      expect(await rows()).to.be.empty;
      upTo(lateFrom);
      const { conversationIds, faults } = await desk.sweep();
      expect(faults).to.be.empty;
      const [row] = await rows();
      expect(row).to.include({ reason: 'refund_overdue', disputeId, wish: '' });
      expect(row?.buyer?.id).to.equal(buyerId);
      expect(conversationIds).to.include(row?.conversationId);
      await desk.sweep();
      expect(await rows()).to.have.length(1);
    });

    it('leaves the bot to tell the buyer of an overdue refund, and a failed one to its own notice', async () => {
      const failed = await refunding();
      const where = await fail(failed.disputeId);
      expect(await desk.left(where ?? '')).to.be.empty;
      const late = await refunding();
      upTo(late.lateFrom);
      await desk.sweep();
      const overdue = (await rows()).find(({ disputeId }) => disputeId === late.disputeId);
      expect(await desk.left(overdue?.conversationId ?? '')).to.deep.equal(['alarmed']);
    });

    it('does not come for money that has arrived', async () => {
      const { refund, lateFrom } = await refunding();
      const refundId = refund.id;
      await desk.run(system, (ctx) => settleRefund(ctx, { refundId, result: 'completed' }));
      upTo(lateFrom + 86_400_000);
      await desk.sweep();
      expect(await rows()).to.be.empty;
    });

    it('of a failed refund comes once, also when it is delivered twice or the buyer has left the line', async () => {
      const { disputeId, buyerId } = await refunding();
      const where = await fail(disputeId);
      expect(await fail(disputeId)).to.equal(undefined);
      const [row, ...more] = await rows();
      expect(row).to.include({ reason: 'refund_failed', conversationId: where });
      expect(more).to.be.empty;
      await desk.run({ kind: 'buyer', id: buyerId }, (ctx) => leaveQueue(ctx, where ?? ''));
      expect(await fail(disputeId)).to.equal(undefined);
      expect(await rows()).to.be.empty;
    });

    it('about nothing that is known does nothing', async () => {
      expect(await fail('D9999999999')).to.equal(undefined);
      expect(await rows()).to.be.empty;
    });

    it('is shown by a case that was live before, which it moves forward, and comes once', async () => {
      const { buyerId, disputeId, lateFrom } = await refunding();
      const other = await refunding();
      await desk.asked();
      const conversationId = await desk.conversation(buyerId);
      const talk = await desk.asked({ buyerId, conversationId });
      const where = await store.run((tx) => store.notices.placesOf(tx, buyerId));
      expect(where.map((place) => place.conversationId)).to.include(conversationId);
      await fail(disputeId);
      await fail(disputeId);
      const [first, second] = await rows();
      expect(first).to.include({ id: talk.handoff.id, reason: 'asked', wish: 'Help me' });
      expect(first?.alarms).to.deep.equal(['refund_failed']);
      expect(first?.atStake?.minor).to.equal(2490n);
      expect(second?.alarms).to.equal(undefined);
      // Nor does the clock ask anew, now or when the case is over.
      upTo(lateFrom);
      await desk.sweep();
      await desk.run(system, (ctx) => leaveQueue(ctx, conversationId));
      await desk.sweep();
      await fail(disputeId);
      const left = (await rows()).filter((row) => row.buyer?.id === buyerId);
      expect(left).to.be.empty;
      expect((await rows()).map((row) => row.disputeId)).to.include(other.disputeId);
    });
  });
});
