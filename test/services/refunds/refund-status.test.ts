import { expect } from 'chai';
import { answerAsSeller } from '../../../services/disputes/answer-as-seller.ts';
import { settleRefund } from '../../../services/disputes/settle-refund.ts';
import type { Store } from '../../../services/ports.ts';
import { refundStatus } from '../../../services/refunds/refund-status.ts';
import { anOrder, at, daysAfter, noon } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';
import { actingOn, ana, done, opened, seller, stranger, system } from '../disputes/world.ts';

/** `noon` is a Sunday; the seller agrees on the Monday after it. */
const firstOrder = anOrder().id;
const otherOrder = anOrder({ id: '8011223344556699' });
const agreed = daysAfter(noon, 1);

describe('refund status', () => {
  let store: Store;
  let id: string;
  const as = actingOn(() => store);
  beforeEach(async () => {
    store = await memoryStore();
    id = (await opened(as)).dispute.id;
    const command = { type: 'accept', proposalVersion: 1 } as const;
    done(await as(seller, agreed, (ctx) => answerAsSeller(ctx, { disputeId: id, command })));
  });
  afterEach(() => store.close());

  it('counts the days of the banks on business days from the instruction', async () => {
    const [refund] = await as(ana, daysAfter(noon, 2), refundStatus);
    expect(refund).to.include({
      refundId: `${id}.R1`,
      amount: 2490n,
      state: 'instructed',
      instructedAt: agreed,
      expectedFrom: at('2026-11-26T00:00:00Z'),
      expectedBy: at('2026-12-14T00:00:00Z'),
      overdue: false,
    });
  });

  it('is overdue when the last day is over', async () => {
    const overdueAt = async (iso: string) =>
      (await as(ana, at(iso), refundStatus)).map(({ overdue }) => overdue);
    expect(await overdueAt('2026-12-14T23:59:59.999Z')).to.deep.equal([false]);
    expect(await overdueAt('2026-12-15T00:00:00Z')).to.deep.equal([true]);
  });

  it('keeps the day of the instruction when the money has come', async () => {
    const report = { refundId: `${id}.R1`, result: 'completed' } as const;
    done(await as(system, daysAfter(noon, 9), (ctx) => settleRefund(ctx, report)));
    const [refund] = await as(ana, daysAfter(noon, 30), refundStatus);
    expect(refund).to.include({ state: 'completed', instructedAt: agreed, overdue: false });
  });

  it('knows of a refund that the clock has instructed and no sweep has written yet', async () => {
    const order = (await opened(as, { now: daysAfter(noon, 2), order: otherOrder })).order;
    const refunds = await as(ana, daysAfter(noon, 8), refundStatus);
    expect(refunds.map(({ view }) => view.order.id)).to.deep.equal([order.id, firstOrder]);
    expect(refunds[0]).to.include({ state: 'instructed', instructedAt: daysAfter(noon, 7) });
  });

  it("shows nobody another buyer's refunds", async () => {
    expect(await as(stranger, daysAfter(noon, 2), refundStatus)).to.deep.equal([]);
  });
});
