import { acceptOffer } from '../services/disputes/accept-offer.ts';
import { previewCommand } from '../services/disputes/preview-command.ts';
import type { Preview } from '../services/domain/command.ts';
import type { Proposal } from '../services/domain/dispute.ts';
import type { DisputeView } from '../services/views.ts';
import { disputeOrPick } from './dispute-status.ts';
import { aboutDispute, textArg } from './kit/args.ts';
import { choice } from './kit/choices.ts';
import type { Flow } from './kit/flow.ts';
import type { Message } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { fact, moment, money, nested, phrase, quote } from './kit/values.ts';
import { refusedNow, refusedWrite } from './refused-write.ts';
import { termsWords } from './shown.ts';
import { statusMessage } from './status-message.ts';

type Draft = {
  readonly disputeId: string;
  readonly orderId: string;
  /** Said or pressed already. */
  readonly want: string;
  /** The state and the offer that were shown before the yes. */
  readonly seq: number;
  readonly version: number;
};

/** The seller's offer or refusal: accept it after its consequence was shown, propose something else, or wait (S4). */
export const answerOffer: Flow<Draft> = {
  name: 'answer-offer',
  version: 1,
  needsBuyer: true,
  start: (args) => ({
    ...aboutDispute(args),
    want: textArg(args, 'want') ?? '',
    seq: 0,
    version: 0,
  }),
  first: 'find',
  steps: {
    find: { enter: find },
    choose: { enter: askWhat, take: takeWhat, hint: 'offer.choose_hint' },
    accept: {
      enter: askAccept,
      take: takeAccept,
      hint: 'offer.accept_hint',
      unclear: 'offer.unclear_words',
      named: 'offer.accept_named_words',
      moves: ['accept'],
    },
  },
};

const offerIn = ({ dispute }: DisputeView): Proposal | undefined =>
  dispute.phase.state === 'awaiting_buyer' && dispute.phase.onTable === 'offer'
    ? dispute.proposals.findLast(({ by }) => by === 'seller')
    : undefined;

/** Which dispute, and whether there is anything to answer. */
async function find(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'answer-offer', scene, { want: draft.want });
  if (!found.picked) return found.next;
  const { view } = found;
  const { state } = view.dispute.phase;
  const known = { ...draft, disputeId: view.dispute.id };
  if (state === 'awaiting_seller')
    return { do: 'end', say: [statusMessage(view, scene, [phrase('offer.no_answer_yet')])] };
  const accepts = draft.want === 'accept' || state !== 'awaiting_buyer';
  return { do: 'goto', step: accepts ? 'accept' : 'choose', draft: known };
}

async function askWhat(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'answer-offer', scene);
  if (!found.picked) return found.next;
  const { view } = found;
  const may = (type: string) => view.allowed.some((action) => action.type === type);
  const choices = [
    ...(may('accept_offer') ? [choice(scene, 'accept', 'offer.accept', { tone: 'primary' })] : []),
    ...(may('propose') ? [choice(scene, 'propose', 'offer.propose')] : []),
    choice(scene, 'wait', 'offer.wait'),
  ];
  if (choices.length === 1) return { do: 'end', say: [statusMessage(view, scene)] };
  return { do: 'ask', draft, message: { ...situation(view), choices } };
}

/** What lies on the table, in the seller's words too, and what happens if the buyer waits. */
function situation(view: DisputeView): Message {
  const { dispute, deadlines, item } = view;
  const offer = offerIn(view);
  const escalation = deadlines.find(({ rule }) => rule === 'escalation');
  return {
    heading: phrase('common.title', { title: quote(item.title) }),
    text: [
      offer
        ? phrase('offer.on_table', { terms: termsValue(offer, dispute) })
        : phrase('offer.refused'),
      ...(offer?.message ? [phrase('offer.sellers_words', { words: quote(offer.message) })] : []),
      ...(escalation ? [phrase('deadline.escalation', { at: moment(escalation.at) })] : []),
      phrase(offer ? 'offer.ask' : 'offer.ask_refused'),
    ],
    facts: factsOf(view),
    source: 'after-opening',
  };
}

function factsOf(view: DisputeView) {
  const { dispute } = view;
  const asked = dispute.proposals.findLast(({ by }) => by === 'buyer');
  const offer = offerIn(view);
  return [
    fact('common.dispute', phrase('common.text', { text: dispute.id })),
    ...(asked ? [fact('status.you_asked', termsWords(asked, dispute))] : []),
    ...(offer ? [fact('offer.sellers_offer', termsWords(offer, dispute))] : []),
  ];
}

const termsValue = (terms: Proposal, dispute: DisputeView['dispute']) => {
  const { key, data } = termsWords(terms, dispute);
  return nested(key, data);
};

function takeWhat(draft: Draft, reply: Reply, scene: Scene): Next<Draft> | Promise<Next<Draft>> {
  if (reply.kind !== 'choice') return { do: 'miss' };
  const { disputeId } = draft;
  switch (reply.id) {
    case 'accept':
      return { do: 'goto', step: 'accept', draft };
    case 'propose':
      return { do: 'end', begin: { flow: 'propose-terms', args: { disputeId } } };
    case 'wait':
      return unchanged(draft, 'offer.waiting', scene);
    default:
      return { do: 'miss' };
  }
}

async function askAccept(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'answer-offer', scene);
  if (!found.picked) return found.next;
  const { view } = found;
  const { id, seq, proposals } = view.dispute;
  const version = proposals.findLast(({ by }) => by === 'seller')?.version ?? 0;
  const command = { type: 'accept_offer', proposalVersion: version } as const;
  const previewed = await previewCommand(scene.ctx, id, command);
  if (!previewed.ok) return refusedNow(view, previewed.refusals, scene);
  return {
    do: 'ask',
    draft: { ...draft, seq, version },
    message: {
      heading: phrase('common.title', { title: quote(view.item.title) }),
      text: [...consequence(view, previewed.value), phrase('offer.ask_accept')],
      facts: factsOf(view),
      choices: [
        choice(scene, 'accept', 'offer.yes', { tone: 'primary' }),
        choice(scene, 'keep', 'offer.do_not_accept'),
      ],
      source: 'after-opening',
    },
  };
}

/** The money, what the buyer has to do for it and until when, and that it is final. */
function consequence({ dispute }: DisputeView, { terms, deadlines }: Preview) {
  const { currency, paid } = dispute;
  const { remedy, amount } = terms ?? { remedy: 'none', amount: 0n };
  const shipBy = deadlines.find(({ rule }) => rule === 'returnShipBy');
  const rest = paid - amount;
  return [
    phrase(`offer.means_${remedy}`, {
      amount: money(amount, currency),
      ...(shipBy ? { at: moment(shipBy.at) } : {}),
    }),
    ...(rest > 0n
      ? [phrase(amount > 0n ? 'offer.rest' : 'offer.keeps_all', { amount: money(rest, currency) })]
      : []),
    phrase('offer.final'),
  ];
}

async function takeAccept(draft: Draft, reply: Reply, scene: Scene): Promise<Next<Draft>> {
  if (reply.kind !== 'choice') return { do: 'miss' };
  if (reply.id === 'keep') return unchanged(draft, 'offer.not_accepted', scene);
  if (reply.id !== 'accept') return { do: 'miss' };
  const { disputeId, seq, version: proposalVersion } = draft;
  const wish = { disputeId, expectedSeq: seq, proposalVersion };
  const accepted = await acceptOffer(scene.ctx, wish);
  if (!accepted.ok) return refusedWrite(accepted.refusals, disputeId, scene);
  return { do: 'end', say: [statusMessage(accepted.value, scene)] };
}

async function unchanged(draft: Draft, lead: string, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'answer-offer', scene);
  if (!found.picked) return found.next;
  return { do: 'end', say: [statusMessage(found.view, scene, [phrase(lead)])] };
}
