import type { Refusal, RefusalCode } from '../../services/domain/refusal.ts';
import type { Instant } from '../../services/domain/time.ts';
import { commandWords, disputeStateWords, roleWords } from './desk-labels.ts';
import type { Show } from './show.ts';

type Facts = Refusal['facts'];
type Told = (refusal: Refusal, show: Show) => string | undefined;

/**
 * What the phrases say to the buyer ("refunded to you") said of the buyer. Only the codes whose phrase speaks to somebody;
 * numbers and dates come from the refusal, and undefined leaves it to the phrase.
 */
const own: { readonly [code in RefusalCode]?: Told } = {
  order_cancelled: () =>
    'The order was cancelled. The money goes back to the buyer by itself, by the way they paid.',
  agreement_recorded: ({ facts }, show) =>
    `Buyer and seller agreed on a solution for this order${on(facts.agreedAt, show)}.`,
  nothing_left_to_refund: ({ facts }) =>
    `No money is left to refund for this item: it was ${paidTo(facts)}.`,
  charged_back: ({ facts }, show) =>
    `The buyer’s bank or card company took back the payment for this item${on(facts.chargedBackAt, show)}, so no dispute can be opened about it.`,
  file_type: ({ facts }) =>
    `${nameOf(facts)} can’t be used${Array.isArray(facts.allowed) ? `: only ${facts.allowed.join(', ')} can` : ''}.`,
  file_too_large: ({ facts }) =>
    `${nameOf(facts)} is too large. The buyer can send a smaller picture.`,
  wrong_role: ({ facts: { allowed } }) => {
    const by = Array.isArray(allowed) ? allowed.map((role) => roleWords[role] ?? role) : [];
    return by.length > 0 ? `This is for ${by.join(' or ')} alone.` : 'This is for somebody else.';
  },
  wrong_state: ({ facts, rule }) => {
    if (rule !== 'transitions') return undefined;
    const state = disputeStateWords[String(facts.state)] ?? String(facts.state);
    const action = commandWords[String(facts.action)] ?? 'This';
    return `${action}: not possible while the dispute is “${state}”.`;
  },
  proposal_outdated: () =>
    'There is a newer proposal in this dispute. Look at it before anything is decided.',
  too_many_proposals: () =>
    'The buyer has made all the proposals that are possible in one dispute. They can still accept what the seller offers, or wait for case management.',
  not_by_case_management: () =>
    'Only a decision of case management can be appealed, and this dispute did not end by one.',
  already_appealed: () => 'This decision was appealed before, and only one appeal is possible.',
  already_surveyed: () => 'The buyer has filled in the survey already.',
  tracking_number_invalid: () =>
    'This does not look like a tracking number. Ask the buyer what the carrier’s receipt says.',
  already_superseded: () =>
    'The buyer’s bank or card company took this payment back, and that ended the dispute.',
  not_found: () => 'There is no such order or dispute of this buyer.',
};

/** A refusal in words for the people who work here; undefined where the buyer's phrase misleads nobody. */
export const staffWords: Told = (refusal, show) => own[refusal.code]?.(refusal, show);

/** Facts named `...At` are instants. */
const on = (at: Facts[string] | undefined, show: Show): string =>
  typeof at === 'number' ? ` (${show.moment(at as Instant).text})` : '';

const nameOf = ({ name }: Facts): string => (typeof name === 'string' ? name : 'This file');

function paidTo({ toSeller, toBuyer }: Facts): string {
  if (toSeller) return 'paid to the seller';
  return toBuyer ? 'refunded to the buyer' : 'refunded to the buyer or paid to the seller';
}
