import { expect } from 'chai';
import { answerAsSeller } from '../../../services/disputes/answer-as-seller.ts';
import { cancelDispute } from '../../../services/disputes/cancel-dispute.ts';
import { disputeHistory } from '../../../services/disputes/dispute-history.ts';
import { settleRefund } from '../../../services/disputes/settle-refund.ts';
import type { Store } from '../../../services/ports.ts';
import { anOrder, daysAfter, noon } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';
import { actingOn, ana, done, opened, seller, stranger, system } from './world.ts';

const other = anOrder({ id: '8011223344556699' });

describe('the Dispute History', () => {
  let store: Store;
  beforeEach(async () => {
    store = await memoryStore();
  });
  afterEach(() => store.close());
  const as = actingOn(() => store);
  const historyAt = (days: number, who = ana) => as(who, daysAfter(noon, days), disputeHistory);

  it('has nothing as long as a dispute goes on, and what a deadline ended at its very instant', async () => {
    await opened(as);
    expect(await historyAt(4.9999)).to.deep.equal([]);
    const [record] = await historyAt(5);
    expect(record?.outcome).to.include({ reason: 'seller_timeout', decidedAt: daysAfter(noon, 5) });
    expect(record?.refunds.map(({ state, amount }) => [state, amount])).to.deep.equal([
      ['instructed', 2490n],
    ]);
  });

  it('begins with what was decided last, each with its own refunds', async () => {
    const { id } = (await opened(as)).dispute;
    const second = (await opened(as, { order: other })).dispute.id;
    const accept = { type: 'accept', proposalVersion: 1 } as const;
    const accepted = { disputeId: id, command: accept };
    done(await as(seller, daysAfter(noon, 2), (ctx) => answerAsSeller(ctx, accepted)));
    done(
      await as(ana, daysAfter(noon, 1), (ctx) =>
        cancelDispute(ctx, { disputeId: second, expectedSeq: 1 }),
      ),
    );
    const paid = { refundId: `${id}.R1`, result: 'completed' } as const;
    done(await as(system, daysAfter(noon, 9), (ctx) => settleRefund(ctx, paid)));
    const records = await historyAt(10);
    expect(records.map(({ view }) => view.dispute.id)).to.deep.equal([id, second]);
    expect(records.map(({ refunds }) => refunds.map(({ state }) => state))).to.deep.equal([
      ['completed'],
      [],
    ]);
  });

  it("is nobody else's", async () => {
    await opened(as);
    expect(await historyAt(6, stranger)).to.deep.equal([]);
    expect(await historyAt(6, system)).to.deep.equal([]);
  });
});
