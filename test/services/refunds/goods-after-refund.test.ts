import { expect } from 'chai';
import { answerAsSeller } from '../../../services/disputes/answer-as-seller.ts';
import { findDispute } from '../../../services/disputes/find-dispute.ts';
import { settleRefund } from '../../../services/disputes/settle-refund.ts';
import type { Store } from '../../../services/ports.ts';
import { refundedItems } from '../../../services/refunds/refunded-items.ts';
import { reportGoodsAfterRefund } from '../../../services/refunds/report-goods-after-refund.ts';
import { anOrder, daysAfter, noon } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';
import {
  actingOn,
  aForm,
  ana,
  codes,
  done,
  opened,
  seller,
  stranger,
  system,
} from '../disputes/world.ts';

const agreed = daysAfter(noon, 1);
const later = daysAfter(noon, 20);

describe('S8 goods that arrive after their refund', () => {
  let store: Store;
  let id: string;
  const as = actingOn(() => store);
  const agree = async (disputeId: string) => {
    const command = { type: 'accept', proposalVersion: 1 } as const;
    done(await as(seller, agreed, (ctx) => answerAsSeller(ctx, { disputeId, command })));
  };
  const fail = async () => {
    const failed = { refundId: `${id}.R1`, result: 'failed', failure: 'No account' } as const;
    done(await as(system, daysAfter(noon, 2), (ctx) => settleRefund(ctx, failed)));
  };
  const report = (who = ana, disputeId = id, now = later) =>
    as(who, now, (ctx) => reportGoodsAfterRefund(ctx, disputeId));
  const alerts = () => as(system, later, ({ tx }) => store.outbox.due(tx, 'alert', later, 10));

  beforeEach(async () => {
    store = await memoryStore();
    id = (await opened(as)).dispute.id;
  });
  afterEach(() => store.close());

  it('are written down once, and change nothing of the dispute or the money', async () => {
    await agree(id);
    const stands = () => as(ana, later, (ctx) => findDispute(ctx, id));
    const before = await stands();
    expect(done(await report()).refundId).to.equal(`${id}.R1`);
    done(await report());
    expect((await alerts()).map(({ body }) => body)).to.deep.equal([
      { why: 'goods_after_refund', disputeId: id, orderId: anOrder().id, itemId: 'i-1' },
    ]);
    expect(await stands()).to.deep.equal(before);
  });

  it('are nothing to write down without a refund, after one that failed, and for others', async () => {
    expect(codes(await report(ana, id, agreed))).to.deep.equal(['not_found']);
    await agree(id);
    expect(codes(await report(stranger))).to.deep.equal(['not_found']);
    expect(codes(await report(ana, 'D9999999999'))).to.deep.equal(['not_found']);
    await fail();
    expect(codes(await report())).to.deep.equal(['not_found']);
    expect((await alerts()).filter(({ body }) => body.why === 'goods_after_refund')).to.be.empty;
  });

  it('are those that never came, and all that were refunded only if there are none of these', async () => {
    await agree(id);
    const candidates = async () =>
      (await as(ana, later, refundedItems)).map(({ view }) => view.dispute.id);
    expect(await candidates()).to.deep.equal([id]);
    const { subReason: _none, ...form } = aForm({ reason: 'not_received' });
    const order = anOrder({ id: '8011223344556699' });
    const missing = (await opened(as, { form, order })).dispute.id;
    await agree(missing);
    expect(await candidates()).to.deep.equal([missing]);
    expect(await as(stranger, later, refundedItems)).to.deep.equal([]);
  });

  it('are not those whose refund failed', async () => {
    await agree(id);
    await fail();
    expect(await as(ana, later, refundedItems)).to.deep.equal([]);
  });
});
