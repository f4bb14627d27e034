import type { Refusal, RefusalCode } from '../../services/domain/refusal.ts';
import type { Rulebook, RuleKey } from '../../services/domain/rulebook.ts';
import type { Instant } from '../../services/domain/time.ts';
import type { ItemView, OrderView } from '../../services/views.ts';
import { limitOf, type RuleLine } from './rule-line.ts';
import { amountOf, type Wording } from './words.ts';

export interface Asked {
  readonly view: OrderView;
  readonly item: ItemView;
  readonly now: Instant;
  readonly rules: Rulebook;
  readonly wording: Wording;
}

interface OpeningRule {
  readonly rule: RuleKey;
  /** The refusals that mean that this rule is against it. */
  readonly codes: readonly RefusalCode[];
  readonly says: (asked: Asked) => string;
}

/** Every rule that `openStanding` asks, in its order. A test keeps the codes complete. */
export const openingRules: readonly OpeningRule[] = [
  {
    rule: 'ownership',
    codes: ['not_found'],
    says: ({ view }) =>
      `Only the buyer, ${view.order.buyer.id}, and an agent for the buyer may open it.`,
  },
  {
    rule: 'shippedFirst',
    codes: ['not_shipped', 'order_cancelled'],
    says: ({ view: { order }, wording }) =>
      order.shippedAt === undefined
        ? `The seller has to have sent the order. It is ${order.status}.`
        : `The seller has to have sent the order, which was on ${wording.moment(order.shippedAt)}.`,
  },
  {
    rule: 'sellerAgreement',
    codes: ['agreement_recorded'],
    says: ({ view: { order }, wording }) =>
      order.agreementAt === undefined
        ? 'No agreement with the seller may be on record. There is none.'
        : `No agreement with the seller may be on record. There is one, of ${wording.moment(order.agreementAt)}.`,
  },
  {
    rule: 'disputeOpensOnDay',
    codes: ['too_early'],
    says: ({ view, rules, wording }) =>
      `It opens ${limitOf('disputeOpensOnDay', rules)}${view.opensAt === undefined ? ', which is not known yet' : `: from ${wording.moment(view.opensAt)}`}.`,
  },
  {
    rule: 'disputeClosesAfterDays',
    codes: ['window_closed'],
    says: ({ view, rules, wording }) =>
      `The last day is ${limitOf('disputeClosesAfterDays', rules)}: ${view.closesAt === undefined ? 'the order is not completed, so nothing closes it' : `over at ${wording.moment(view.closesAt)}`}.`,
  },
  {
    rule: 'protection',
    codes: ['protection_ended'],
    says: ({ view, wording }) =>
      `Buyer Protection has to run: ${view.protectionEndsAt === undefined ? 'nothing ends it yet' : `it ends at ${wording.moment(view.protectionEndsAt)}`}.`,
  },
  {
    rule: 'oneLiveDispute',
    codes: ['dispute_live'],
    says: ({ item: { dispute } }) =>
      `No other dispute may stand on the item. ${dispute ? `The newest is ${dispute.dispute.id}, ${dispute.dispute.phase.state}.` : 'It never had one.'}`,
  },
  {
    rule: 'chargeback',
    codes: ['charged_back'],
    says: ({ item: { money } }) =>
      `The buyer's bank may not have taken the money back. It ${money.chargedBackAt === undefined ? 'has not' : 'has'}.`,
  },
  {
    rule: 'refundCeiling',
    codes: ['nothing_left_to_refund'],
    says: ({ item: { money, item } }) => {
      const { currency } = item.paid;
      const left = money.paid - money.instructed - money.released;
      return `Something has to be left to refund: ${amountOf(left, currency)} of ${amountOf(money.paid, currency)}.`;
    },
  },
];

/** What stands for or against an opening, one line a rule. */
export const openingLines = (asked: Asked): readonly RuleLine[] => [
  ...openingRules.map((rule) => verdictOf(rule, asked)),
  warning(asked),
];

function verdictOf({ rule, codes, says }: OpeningRule, asked: Asked): RuleLine {
  const against = asked.item.whyNotOpen.filter(({ code }) => codes.includes(code));
  const why = against.map((refusal: Refusal) => ` ${asked.wording.why(refusal)}`).join('');
  return { verdict: against.length > 0 ? 'no' : 'yes', rule, says: `${says(asked)}${why}` };
}

function warning({ view, rules }: Asked): RuleLine {
  const days = limitOf('protectionWarning', rules);
  const verdict = view.protectionAboutToEnd ? 'yes' : 'no';
  const says = `Protection is about to end, that is within ${days}: a person is offered.`;
  return { verdict: verdict === 'yes' ? 'runs' : '-', rule: 'protectionWarning', says };
}

/** What the form will be asked; it can't be known before somebody fills it in. */
export const formLines = ({ item, rules }: Asked): readonly RuleLine[] => {
  const { money, item: line } = item;
  const left = amountOf(money.paid - money.instructed - money.released, line.paid.currency);
  const ask = (rule: RuleKey, says: string): RuleLine => ({ verdict: 'ask', rule, says });
  return [
    ask('remedies', 'Refund Only, or Return & Refund where something arrived.'),
    ask('refundCeiling', `An amount from the smallest coin to ${left}.`),
    ask(
      'descriptionNeeded',
      'A reason, what is wrong if it is not as described, and a description.',
    ),
    ask(
      'descriptionMaxChars',
      `The description has at most ${limitOf('descriptionMaxChars', rules)}.`,
    ),
    ask('cleanText', 'No Chinese characters or punctuation in it.'),
    ask('openingFiles', `Pictures of these types: ${limitOf('openingFiles', rules)}.`),
    ask('maxFileBytes', `Each is smaller than ${limitOf('maxFileBytes', rules)}.`),
    ask('evidenceMaxFiles', `At most ${limitOf('evidenceMaxFiles', rules)}.`),
    ask('video', 'No video in the chat; the order page takes it.'),
  ];
};
