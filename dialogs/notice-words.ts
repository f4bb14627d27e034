import type { Phrase } from '../knowledge/phrase.ts';
import { assertNever } from '../services/domain/assert-never.ts';
import type { Command, CommandOf } from '../services/domain/command.ts';
import type { Dispute } from '../services/domain/dispute.ts';
import { refundWindow } from '../services/domain/refund-window.ts';
import type { ToldEvent } from '../services/notifications/told-event.ts';
import type { Scene } from './kit/scene.ts';
import { day, money, nested, phrase, quote } from './kit/values.ts';
import { termsWords } from './shown.ts';

/** What happened, and the money that moves because of it. Nothing for what the buyer did. */
export function happened({ event, view }: ToldEvent, scene: Scene): readonly Phrase[] {
  const { dispute } = view;
  const { command, refund } = event.body;
  const deed =
    event.actor.role === 'agent' ? [phrase(agentsDeed(command))] : deedOf(command, dispute);
  if (!refund) return deed;
  const { from, by } = refundWindow(event.at, scene.ctx.rulebooks.of(dispute.rulebookVersion));
  const amount = money(refund.amount, dispute.currency);
  return [...deed, phrase('notice.refund_sent', { amount, from: day(from), by: day(by) })];
}

const agentsDeed = ({ type }: Command): string =>
  type === 'open' ? 'notice.agent_opened' : 'notice.agent';

function deedOf(command: Command, dispute: Dispute): readonly Phrase[] {
  switch (command.type) {
    case 'accept':
    case 'refuse':
    case 'counter':
    case 'confirm_receipt':
    case 'contest_return':
    case 'add_evidence':
    case 'remove_evidence':
      return sellersDeed(command, dispute);
    case 'request_evidence':
      return [phrase(`notice.evidence_from_${command.party}`, { what: quote(command.what) })];
    case 'rule':
      return ruling(command, dispute);
    case 'decide_appeal':
      return appealDecision(command, dispute);
    case 'refund_completed':
    case 'refund_failed':
      return refundNews(command, dispute);
    case 'open':
    case 'propose':
    case 'accept_offer':
    case 'ship_back':
    case 'cancel':
    case 'appeal':
    case 'survey':
      return [];
    default:
      return [phrase(clocksDeed(command.type))];
  }
}

type Sellers = CommandOf<
  | 'accept'
  | 'refuse'
  | 'counter'
  | 'confirm_receipt'
  | 'contest_return'
  | 'add_evidence'
  | 'remove_evidence'
>;

function sellersDeed(command: Sellers, dispute: Dispute): readonly Phrase[] {
  switch (command.type) {
    case 'accept':
      return [phrase('notice.accepted')];
    case 'refuse':
      return [phrase('notice.refused'), ...sellersWords(command.message)];
    case 'counter': {
      const { key, data } = termsWords(command, dispute);
      const offer =
        command.remedy === 'none'
          ? phrase('notice.offered_nothing')
          : phrase('notice.offered', { terms: nested(key, data) });
      return [offer, ...sellersWords(command.message)];
    }
    case 'confirm_receipt':
      return [phrase('notice.return_confirmed')];
    case 'contest_return':
      return [phrase('notice.return_contested'), ...sellersWords(command.reason)];
    case 'add_evidence':
      return [phrase('notice.evidence_added')];
    case 'remove_evidence':
      return [];
    default:
      return assertNever(command);
  }
}

const sellersWords = (words: string | undefined): readonly Phrase[] =>
  words ? [phrase('notice.sellers_words', { words: quote(words) })] : [];

function ruling(command: CommandOf<'rule'>, { outcome, currency }: Dispute): readonly Phrase[] {
  const { outcome: result, explanation } = command;
  const amount = command.amount ?? outcome?.terms.amount ?? 0n;
  const pays = result !== 'rejected' && amount > 0n;
  return [
    phrase(`state.close_reason.ruling_${result}`),
    ...(pays ? [phrase('notice.you_get', { amount: money(amount, currency) })] : []),
    phrase('notice.teams_words', { words: quote(explanation) }),
  ];
}

/** The refund that follows is only what the ruling had not given, so the sum is said as well. */
function appealDecision(
  { decision, explanation }: CommandOf<'decide_appeal'>,
  { outcome, currency, refunds }: Dispute,
): readonly Phrase[] {
  const all = outcome?.no === 2 ? outcome.terms.amount : 0n;
  const isMore = decision === 'upheld' && refunds.length > 1;
  return [
    phrase(`state.close_reason.appeal_${decision}`),
    ...(isMore ? [phrase('notice.you_get_in_all', { amount: money(all, currency) })] : []),
    phrase('notice.teams_words', { words: quote(explanation) }),
  ];
}

function refundNews(
  { type, refundId }: CommandOf<'refund_completed' | 'refund_failed'>,
  { refunds, currency }: Dispute,
): readonly Phrase[] {
  const amount = refunds.find(({ id }) => id === refundId)?.amount ?? 0n;
  const key = type === 'refund_completed' ? 'notice.refund_completed' : 'notice.refund_failed';
  return [phrase(key, { amount: money(amount, currency) })];
}

type Clocks = CommandOf<
  | 'seller_timeout'
  | 'escalate'
  | 'evidence_deadline'
  | 'return_delivered'
  | 'return_lapses'
  | 'receipt_timeout'
  | 'chargeback'
>['type'];

const clocksWords: Readonly<Record<Clocks, string>> = {
  seller_timeout: 'notice.seller_silent',
  escalate: 'notice.escalated',
  evidence_deadline: 'notice.evidence_late',
  return_delivered: 'notice.return_delivered',
  return_lapses: 'state.close_reason.return_lapsed',
  receipt_timeout: 'notice.receipt_silent',
  chargeback: 'state.close_reason.superseded_chargeback',
};

const clocksDeed = (type: Clocks): string => clocksWords[type];
