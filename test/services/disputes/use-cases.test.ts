import { expect } from 'chai';
import { acceptOffer } from '../../../services/disputes/accept-offer.ts';
import { addEvidence } from '../../../services/disputes/add-evidence.ts';
import { answerAsSeller } from '../../../services/disputes/answer-as-seller.ts';
import { cancelDispute } from '../../../services/disputes/cancel-dispute.ts';
import { findDispute } from '../../../services/disputes/find-dispute.ts';
import { listDisputes } from '../../../services/disputes/list-disputes.ts';
import { previewCommand } from '../../../services/disputes/preview-command.ts';
import { proposeTerms } from '../../../services/disputes/propose-terms.ts';
import { recordSurvey } from '../../../services/disputes/record-survey.ts';
import { removeEvidence } from '../../../services/disputes/remove-evidence.ts';
import { settleRefund } from '../../../services/disputes/settle-refund.ts';
import { shipBack } from '../../../services/disputes/ship-back.ts';
import { listOrders } from '../../../services/orders/list-orders.ts';
import type { Store } from '../../../services/ports.ts';
import { aFile, daysAfter, noon } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';
import { actingOn, aForm, ana, codes, done, opened, seller, system } from './world.ts';

describe('use cases of a dispute', () => {
  let store: Store;
  beforeEach(async () => {
    store = await memoryStore();
  });
  afterEach(() => store.close());
  const as = actingOn(() => store);
  const later = daysAfter(noon, 1);

  const offered = async (remedy: 'refund_only' | 'none' = 'refund_only', amount = 1000n) => {
    const { dispute } = await opened(as);
    const command = { type: 'counter', proposalVersion: 1, remedy, amount } as const;
    return done(
      await as(seller, later, (ctx) => answerAsSeller(ctx, { disputeId: dispute.id, command })),
    ).dispute;
  };

  const agreedReturn = async () => {
    const { dispute } = await opened(as, { form: aForm({ remedy: 'return_and_refund' }) });
    const command = { type: 'accept', proposalVersion: 1 } as const;
    return done(
      await as(seller, later, (ctx) => answerAsSeller(ctx, { disputeId: dispute.id, command })),
    ).dispute;
  };

  it('shows the buyer the state, the dates and what may be done', async () => {
    const view = await opened(as);
    expect(view.label).to.equal('in_progress');
    expect(view.deadlines.map(({ rule }) => rule)).to.deep.equal(['sellerResponse']);
    expect(view.allowed.map(({ type }) => type)).to.include.members(['cancel', 'propose']);
    expect(view.item.title).to.equal('Phone case');
    expect(await as(ana, noon, (ctx) => findDispute(ctx, view.dispute.id))).to.deep.equal({
      ok: true,
      value: view,
    });
  });

  it('previews a cancellation without doing it', async () => {
    const { dispute } = await opened(as);
    const preview = done(
      await as(ana, noon, (ctx) => previewCommand(ctx, dispute.id, { type: 'cancel' })),
    );
    expect(preview).to.include({ next: 'closed', refund: 0n, mayDisputeAgain: true });
    const found = done(await as(ana, noon, (ctx) => findDispute(ctx, dispute.id)));
    expect(found.dispute).to.deep.equal(dispute);
  });

  it('cancels, and the item may be disputed again', async () => {
    const { dispute } = await opened(as);
    const cancelled = done(
      await as(ana, later, (ctx) =>
        cancelDispute(ctx, { disputeId: dispute.id, expectedSeq: dispute.seq }),
      ),
    );
    expect(cancelled.dispute.outcome?.reason).to.equal('buyer_cancelled');
    expect((await opened(as, { now: later })).dispute.id).not.to.equal(dispute.id);
  });

  it('is seen by the next reader of the same transaction', async () => {
    const { dispute } = await opened(as);
    const seen = await as(ana, later, async (ctx) => {
      const before = (await listDisputes(ctx))[0]?.dispute.phase.state;
      await cancelDispute(ctx, { disputeId: dispute.id, expectedSeq: dispute.seq });
      const [order] = await listOrders(ctx);
      return [before, order?.items[0]?.dispute?.dispute.phase.state];
    });
    expect(seen).to.deep.equal(['awaiting_seller', 'closed']);
  });

  it('instructs the refund of an accepted offer, once', async () => {
    const { id, seq } = await offered();
    const accepted = done(
      await as(ana, later, (ctx) =>
        acceptOffer(ctx, { disputeId: id, expectedSeq: seq, proposalVersion: 2 }),
      ),
    );
    expect(accepted.dispute.phase.state).to.equal('refund_pending');
    const refunds = await as(system, later, ({ tx }) => store.outbox.replay(tx, ['refund'], 0, 10));
    expect(refunds.map(({ row }) => row.id)).to.deep.equal([`${id}.R1`]);
    const again = await as(ana, later, (ctx) =>
      acceptOffer(ctx, { disputeId: id, expectedSeq: seq + 1, proposalVersion: 2 }),
    );
    expect(codes(again)).to.include('wrong_state');
  });

  it('answers an offer with another proposal', async () => {
    const { id, seq } = await offered();
    const proposed = done(
      await as(ana, later, (ctx) =>
        proposeTerms(ctx, {
          disputeId: id,
          expectedSeq: seq,
          remedy: 'refund_only',
          amount: 2000n,
          message: 'Two thirds?',
        }),
      ),
    );
    expect(proposed.dispute.phase.state).to.equal('awaiting_seller');
    expect(proposed.dispute.proposals.map(({ amount }) => amount)).to.deep.equal([
      2490n,
      1000n,
      2000n,
    ]);
  });

  it('adds evidence and takes it back', async () => {
    const { dispute } = await opened(as);
    const { id } = dispute;
    const added = done(
      await as(ana, later, (ctx) =>
        addEvidence(ctx, { disputeId: id, expectedSeq: 1, files: [aFile()] }),
      ),
    );
    expect(added.dispute.evidence.map((file) => file.removedAt)).to.deep.equal([undefined]);
    const removed = done(
      await as(ana, later, (ctx) =>
        removeEvidence(ctx, { disputeId: id, expectedSeq: 2, evidenceId: 'f-1' }),
      ),
    );
    expect(removed.dispute.evidence.map((file) => file.removedAt)).to.deep.equal([later]);
  });

  it('follows goods back to the seller and refunds them on receipt', async () => {
    const { id, seq } = await agreedReturn();
    const shipped = done(
      await as(ana, later, (ctx) =>
        shipBack(ctx, {
          disputeId: id,
          expectedSeq: seq,
          carrier: 'Correos',
          trackingNumber: 'RB123456785CN',
        }),
      ),
    );
    expect(shipped.dispute.phase.state).to.equal('return_in_transit');
    const command = { type: 'confirm_receipt' } as const;
    const received = done(
      await as(seller, later, (ctx) => answerAsSeller(ctx, { disputeId: id, command })),
    );
    expect(received.dispute.phase.state).to.equal('refund_pending');
  });

  it('records how the refund ended, from the payments side alone', async () => {
    const { id, seq } = await offered();
    await as(ana, later, (ctx) =>
      acceptOffer(ctx, { disputeId: id, expectedSeq: seq, proposalVersion: 2 }),
    );
    const report = { refundId: `${id}.R1`, result: 'completed' } as const;
    expect(codes(await as(ana, later, (ctx) => settleRefund(ctx, report)))).to.deep.equal([
      'not_found',
    ]);
    const settled = done(await as(system, later, (ctx) => settleRefund(ctx, report)));
    expect(settled.dispute.phase.state).to.equal('closed');
    const money = await as(system, later, ({ tx }) =>
      store.orders.money(tx, settled.dispute.orderId),
    );
    expect(money.get('i-1')).to.include({ instructed: 1000n, completed: 1000n });
    const unknown = { ...report, refundId: 'nonsense' };
    expect(codes(await as(system, later, (ctx) => settleRefund(ctx, unknown)))).to.deep.equal([
      'not_found',
    ]);
  });

  it('keeps a failed refund pending', async () => {
    const { id, seq } = await offered();
    await as(ana, later, (ctx) =>
      acceptOffer(ctx, { disputeId: id, expectedSeq: seq, proposalVersion: 2 }),
    );
    const report = { refundId: `${id}.R1`, result: 'failed', failure: 'closed account' } as const;
    const failed = done(await as(system, later, (ctx) => settleRefund(ctx, report)));
    expect(failed.dispute.phase.state).to.equal('refund_pending');
    expect(failed.dispute.refunds[0]).to.include({ state: 'failed', failure: 'closed account' });
  });

  it('takes the survey once', async () => {
    const { dispute } = await opened(as);
    const cancelled = { disputeId: dispute.id, expectedSeq: 1 };
    done(await as(ana, later, (ctx) => cancelDispute(ctx, cancelled)));
    const answer = { disputeId: dispute.id, rating: 4, words: 'Quick.' };
    const surveyed = done(await as(ana, later, (ctx) => recordSurvey(ctx, answer)));
    expect(surveyed.dispute.survey).to.include({ rating: 4, words: 'Quick.' });
    expect(codes(await as(ana, later, (ctx) => recordSurvey(ctx, answer)))).to.deep.equal([
      'already_surveyed',
    ]);
  });
});
