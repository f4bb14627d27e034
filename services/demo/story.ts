import { answerAsSeller, type SellerAnswer } from '../disputes/answer-as-seller.ts';
import { appealRuling } from '../disputes/appeal-ruling.ts';
import { cancelDispute } from '../disputes/cancel-dispute.ts';
import { openDispute } from '../disputes/open-dispute.ts';
import { type CaseManagerCommand, ruleOnDispute } from '../disputes/rule-on-dispute.ts';
import { settleRefund } from '../disputes/settle-refund.ts';
import { shipBack } from '../disputes/ship-back.ts';
import type { OpenForm } from '../domain/command.ts';
import type { Dispute } from '../domain/dispute.ts';
import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';

/** The dispute as the step before left it; missing before the first. */
export interface Told {
  readonly orderId: string;
  readonly dispute?: Dispute;
}

/** Something that somebody did `age` days before the seeding, through the use case that a real one takes. */
export interface StoryStep {
  readonly age: number;
  readonly tell: (ctx: Context, so: Told) => Promise<Result<DisputeView>>;
}

const step = (
  age: number,
  tell: (ctx: Context, dispute: Dispute) => Promise<Result<DisputeView>>,
): StoryStep => ({
  age,
  tell: (ctx, { orderId, dispute }) => {
    if (!dispute) throw new Error(`The story of ${orderId} does not begin with a dispute.`);
    return tell(ctx, dispute);
  },
});

/** The buyer opens a dispute about the first item. */
export const opens = (age: number, form: Omit<OpenForm, 'files'>): StoryStep => ({
  age,
  tell: (ctx, { orderId }) =>
    openDispute(ctx, { orderId, itemId: '1', form: { ...form, files: [] } }),
});

export const sellerSays = (
  age: number,
  answer: (proposalVersion: number) => SellerAnswer,
): StoryStep =>
  step(age, (ctx, { id, proposals }) =>
    answerAsSeller(ctx, { disputeId: id, command: answer(proposals.at(-1)?.version ?? 0) }),
  );

export const sellerAccepts = (age: number): StoryStep =>
  sellerSays(age, (proposalVersion) => ({ type: 'accept', proposalVersion }));

export const sellerRefuses = (age: number, message: string): StoryStep =>
  sellerSays(age, (proposalVersion) => ({ type: 'refuse', proposalVersion, message }));

export const sellerOffers = (age: number, amount: bigint, message: string): StoryStep =>
  sellerSays(age, (proposalVersion) => ({
    type: 'counter',
    proposalVersion,
    remedy: 'refund_only',
    amount,
    message,
  }));

export const caseManager = (age: number, command: CaseManagerCommand): StoryStep =>
  step(age, (ctx, { id }) =>
    ruleOnDispute(ctx, { disputeId: id, command, caseManagerId: 'demo-case-manager' }),
  );

export const shipsBack = (age: number, carrier: string, trackingNumber: string): StoryStep =>
  step(age, (ctx, { id, seq }) =>
    shipBack(ctx, { disputeId: id, expectedSeq: seq, carrier, trackingNumber }),
  );

export const appeals = (age: number, reason: string): StoryStep =>
  step(age, (ctx, { id, seq }) =>
    appealRuling(ctx, { disputeId: id, expectedSeq: seq, reason, files: [] }),
  );

export const cancels = (age: number): StoryStep =>
  step(age, (ctx, { id, seq }) => cancelDispute(ctx, { disputeId: id, expectedSeq: seq }));

/** The bank reports the newest refund as paid. */
export const refundArrives = (age: number): StoryStep =>
  step(age, (ctx, { refunds }) =>
    settleRefund(ctx, { refundId: refunds.at(-1)?.id ?? '', result: 'completed' }),
  );
