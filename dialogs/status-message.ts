import type { Phrase } from '../knowledge/phrase.ts';
import type { Deadline } from '../services/domain/command.ts';
import type { Proposal } from '../services/domain/dispute.ts';
import type { DisputeView } from '../services/views.ts';
import { beginning } from './kit/choices.ts';
import type { Choice, Message } from './kit/message.ts';
import type { Scene } from './kit/scene.ts';
import { day, fact, lastDay, moment, money, nested, phrase, quote } from './kit/values.ts';
import { stateSentence, stateWords, termsWords } from './shown.ts';

/** A dispute as the buyer reads it: the state first, then the dates, then what is possible now. */
export function statusMessage(
  view: DisputeView,
  scene: Scene,
  lead: readonly Phrase[] = [],
): Message {
  return {
    heading: phrase('common.title', { title: quote(view.item.title) }),
    text: [...lead, ...stateText(view), ...nextText(view)],
    facts: factsOf(view, scene),
    choices: statusChoices(view, scene),
    source: view.label === 'in_progress' ? 'after-opening' : 'dispute-result',
  };
}

export function stateText({ dispute }: DisputeView): readonly Phrase[] {
  const { phase, proposals, outcome } = dispute;
  switch (phase.state) {
    case 'closed':
      return outcome ? outcomeText(dispute) : [phrase('status.now_closed')];
    case 'refund_pending':
      return outcome ? outcomeText(dispute) : [phrase('status.now_refund_pending')];
    case 'awaiting_buyer': {
      const offer = proposals.findLast(({ by }) => by === 'seller');
      const { key, data } = offer ? termsWords(offer, dispute) : phrase('reason.terms.none');
      return [
        phase.onTable === 'offer' && offer
          ? phrase('status.offer', { terms: nested(key, data) })
          : phrase('status.refused'),
      ];
    }
    case 'return_to_ship':
      return sendBackText(dispute);
    case 'evidence_requested':
      return [phrase(`status.evidence_from_${phase.party}`, { what: quote(phase.what) })];
    default:
      return [stateSentence(dispute)];
  }
}

/** Why it goes back, and what the buyer gets for it. */
function sendBackText({ outcome, currency }: DisputeView['dispute']): readonly Phrase[] {
  if (!outcome) return [];
  const { reason, terms } = outcome;
  const amount = money(terms.amount, currency);
  return [phrase(`state.close_reason.${reason}`), phrase('return.now_send', { amount })];
}

/** Why it ended, what it brought, and the case manager's words if there are any. */
export function outcomeText({ outcome, currency }: DisputeView['dispute']): readonly Phrase[] {
  if (!outcome) return [];
  const { reason, terms, explanation } = outcome;
  const pays = terms.amount > 0n && terms.remedy !== 'none' && reason !== 'buyer_cancelled';
  return [
    phrase(`state.close_reason.${reason}`),
    ...(pays ? [phrase('status.you_get', { amount: money(terms.amount, currency) })] : []),
    ...(explanation ? [phrase('status.explanation', { words: quote(explanation) })] : []),
  ];
}

/** The one that comes first settles what becomes of the others, so only that is told. */
const nextOf = ({ deadlines }: DisputeView): Deadline | undefined =>
  deadlines.filter(({ fires }) => fires).toSorted((a, b) => a.at - b.at)[0];

/** What happens by itself, and when: the first date that the clock will act on. */
export function nextText(view: DisputeView): readonly Phrase[] {
  const next = nextOf(view);
  return next ? [phrase(`deadline.${next.rule}`, { at: moment(next.at) })] : [];
}

function factsOf(view: DisputeView, scene: Scene) {
  const { dispute, deadlines } = view;
  const asked = lastOfBuyer(dispute.proposals);
  const next = nextOf(view);
  const open = deadlines.filter((d) => scene.ctx.now < d.at && (!d.fires || d === next));
  return [
    fact('common.dispute', phrase('common.text', { text: dispute.id })),
    fact('status.state', stateWords(dispute)),
    ...(asked ? [fact('status.you_asked', termsWords(asked, dispute))] : []),
    fact('status.opened', phrase('common.day', { day: day(dispute.openedAt) })),
    ...open.map(deadlineFact),
  ];
}

const lastOfBuyer = (proposals: readonly Proposal[]) =>
  proposals.findLast(({ by }) => by === 'buyer');

/** Windows that are counted in days end with a day, terms of hours with a minute. */
const deadlineFact = ({ rule, at }: Deadline) =>
  fact(
    `deadline.label.${rule}`,
    phrase('common.day', {
      day: rule === 'appealWithinDays' || rule === 'surveyWithinDays' ? lastDay(at) : moment(at),
    }),
  );

/** From `allowedActions` alone, what the buyer is waited for first. */
export function statusChoices(view: DisputeView, scene: Scene): readonly Choice[] {
  const { dispute, order, allowed } = view;
  const args = { disputeId: dispute.id };
  const may = (type: string) => allowed.some((action) => action.type === type);
  const { phase } = dispute;
  const asked = phase.state === 'evidence_requested' && phase.party === 'buyer';
  const propose = phase.state === 'awaiting_buyer' ? 'offer.propose' : 'offer.change_request';
  const add = may('add_evidence') ? [beginning(scene, 'evidence.add', 'add-evidence', args)] : [];
  return [
    ...(may('ship_back') ? [beginning(scene, 'return.send', 'ship-return', args)] : []),
    ...(asked ? add : []),
    ...(may('accept_offer')
      ? [beginning(scene, 'offer.accept', 'answer-offer', { ...args, want: 'accept' })]
      : []),
    ...(may('propose') ? [beginning(scene, propose, 'propose-terms', args)] : []),
    ...(asked ? [] : add),
    ...(may('remove_evidence')
      ? [beginning(scene, 'evidence.remove', 'remove-evidence', args)]
      : []),
    ...(may('appeal') ? [beginning(scene, 'common.appeal', 'appeal', args)] : []),
    ...(may('survey') ? [beginning(scene, 'common.survey', 'survey', args)] : []),
    ...(dispute.refunds.length > 0
      ? [beginning(scene, 'common.my_refund', 'refund-status', args)]
      : []),
    ...(view.label === 'in_progress'
      ? []
      : [beginning(scene, 'history.button', 'dispute-history')]),
    ...(may('cancel') ? [beginning(scene, 'common.cancel_dispute', 'cancel-dispute', args)] : []),
    beginning(scene, 'common.contact_seller', 'contact-seller', { orderId: order.id }),
  ];
}
