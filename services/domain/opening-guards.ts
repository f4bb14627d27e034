import { amountRefusals } from './amount-rules.ts';
import { blocksAnother } from './blocks-another.ts';
import type { OpenForm } from './command.ts';
import type { Reason, Remedy } from './dispute.ts';
import { fileRefusals } from './file-rules.ts';
import type { Refusal } from './refusal.ts';
import { left, type Situation, when } from './situation.ts';
import { neededText } from './text-rules.ts';
import { disputeWindow } from './window.ts';

/** Why no dispute can be opened on this item, whatever the form says: everything at once. @source S3 */
export const openingRefusals = (situation: Situation): readonly Refusal[] => [
  ...orderRefusals(situation),
  ...timeRefusals(situation),
  ...itemRefusals(situation),
];

/** What is wrong with the form. */
export const formRefusals = (situation: Situation, form: OpenForm): readonly Refusal[] => {
  const { case_, rules } = situation;
  const max = left(case_);
  return [
    ...remedyRefusals(form.reason, form.remedy),
    ...(max < 1n ? [] : amountRefusals(situation, form.amount, { min: 1n, max })),
    ...when(form.reason === 'not_as_described' && form.subReason === undefined, () => ({
      code: 'sub_reason_missing',
      rule: 'descriptionNeeded',
      facts: { reason: form.reason },
    })),
    ...neededText('description', form.description, rules),
    ...fileRefusals(form.files, 0, 'openingFiles', rules),
  ];
};

/** What never arrived can't be sent back (assumption). */
export const remedyRefusals = (reason: Reason, remedy: Remedy): readonly Refusal[] =>
  when(reason === 'not_received' && remedy === 'return_and_refund', () => ({
    code: 'remedy_not_allowed',
    rule: 'remedies',
    facts: { reason, remedy, allowed: ['refund_only'] },
  }));

const orderRefusals = ({ case_: { order } }: Situation): readonly Refusal[] => {
  const { status, shippedAt, agreementAt } = order;
  const facts = { orderId: order.id };
  return [
    ...when(status === 'cancelled', () => ({
      code: 'order_cancelled',
      rule: 'shippedFirst',
      facts,
    })),
    ...when(status !== 'cancelled' && (status === 'paid' || shippedAt === undefined), () => ({
      code: 'not_shipped',
      rule: 'shippedFirst',
      facts,
    })),
    ...(agreementAt === undefined
      ? []
      : [
          {
            code: 'agreement_recorded',
            rule: 'sellerAgreement',
            facts: { ...facts, agreedAt: agreementAt },
          } as const,
        ]),
  ];
};

const timeRefusals = ({ case_: { order }, now, rules }: Situation): readonly Refusal[] => {
  const { opensAt, closesAt, protectionEndsAt } = disputeWindow(order, rules);
  const facts = { orderId: order.id };
  const refusals: Refusal[] = [];
  if (opensAt !== undefined && now < opensAt)
    refusals.push({ code: 'too_early', rule: 'disputeOpensOnDay', facts, from: opensAt });
  if (closesAt !== undefined && now >= closesAt)
    refusals.push({
      code: 'window_closed',
      rule: 'disputeClosesAfterDays',
      facts,
      until: closesAt,
    });
  if (protectionEndsAt !== undefined && now >= protectionEndsAt)
    refusals.push({
      code: 'protection_ended',
      rule: 'protection',
      facts,
      until: protectionEndsAt,
    });
  return refusals;
};

const itemRefusals = ({ case_ }: Situation): readonly Refusal[] => {
  const { dispute, itemId, money, otherLiveDisputeId } = case_;
  // A dispute that is in the way then was superseded by it; the bank's word is the reason.
  if (money.chargedBackAt !== undefined)
    return [
      { code: 'charged_back', rule: 'chargeback', facts: { chargedBackAt: money.chargedBackAt } },
    ];
  const inTheWay =
    otherLiveDisputeId ?? (dispute && blocksAnother(dispute) ? dispute.id : undefined);
  return [
    ...(inTheWay === undefined
      ? []
      : [
          { code: 'dispute_live', rule: 'oneLiveDispute', facts: { disputeId: inTheWay } } as const,
        ]),
    ...when(left(case_) < 1n, () => ({
      code: 'nothing_left_to_refund',
      rule: 'refundCeiling',
      facts: { itemId },
    })),
  ];
};
