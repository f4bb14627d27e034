import { previewCommand } from '../services/disputes/preview-command.ts';
import { proposeTerms } from '../services/disputes/propose-terms.ts';
import type { Preview } from '../services/domain/command.ts';
import type { Remedy } from '../services/domain/dispute.ts';
import { decimalString } from '../services/domain/money.ts';
import { optionalText } from '../services/domain/text-rules.ts';
import { findOrder } from '../services/orders/find-order.ts';
import type { DisputeView } from '../services/views.ts';
import { disputeOrPick } from './dispute-status.ts';
import { aboutDispute, given, textArg } from './kit/args.ts';
import { choice } from './kit/choices.ts';
import type { Flow } from './kit/flow.ts';
import type { Next } from './kit/next.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { fact, moment, money, phrase, quote } from './kit/values.ts';
import { hasLetter } from './kit/words.ts';
import { amountIn, amountQuestion, amountSaid, type Ceiling } from './open/amount-answer.ts';
import { withPlaces } from './open/description-steps.ts';
import { remedies, saidOf } from './open/draft.ts';
import { picked } from './open/reason-steps.ts';
import { refusedNow, refusedWrite } from './refused-write.ts';
import { termsWords } from './shown.ts';
import { statusMessage } from './status-message.ts';

type Draft = {
  readonly disputeId: string;
  readonly orderId: string;
  readonly seq: number;
  readonly remedy?: Remedy;
  /** Minor units as text. */
  readonly amount?: string;
  /** Said at the start: `all`, a share as `50%`, or minor units as text. */
  readonly said?: string;
  readonly saidCurrency?: string;
  readonly words: string;
  /** The sentence was written or declined: who corrects the rest is not asked for it again. */
  readonly wordsDone?: true;
};

/** Another solution for the seller to answer: refund or return, how much, a sentence (S4). */
export const proposeTermsFlow: Flow<Draft> = {
  name: 'propose-terms',
  version: 1,
  needsBuyer: true,
  keeps: true,
  start: (args) => ({
    ...aboutDispute(args),
    seq: 0,
    ...given('said', saidOf(args.said)),
    ...given('saidCurrency', textArg(args, 'saidCurrency')),
    ...given(
      'remedy',
      remedies.find((one) => one === args.remedy),
    ),
    words: '',
  }),
  first: 'find',
  steps: {
    find: { enter: find },
    remedy: { enter: askRemedy, take: takeRemedy, hint: 'open.remedy_hint' },
    amount: { enter: askAmount, take: takeAmount, hint: 'open.amount_hint' },
    part: { enter: askPart, take: takePart, hint: 'open.amount_hint' },
    words: { enter: askWords, take: takeWords, hint: 'offer.words_hint', freeText: true },
    confirm: {
      enter: askConfirm,
      take: takeConfirm,
      hint: 'offer.confirm_hint',
      unclear: 'offer.send_unclear_words',
      named: 'offer.send_named_words',
      moves: ['send'],
    },
  },
};

/** Which dispute, and whether the buyer may propose in it now: the reasons why not come before any question. */
async function find(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const { said, saidCurrency, remedy: wanted } = draft;
  const more = {
    ...given('said', said),
    ...given('saidCurrency', saidCurrency),
    ...given('remedy', wanted),
  };
  const found = await disputeOrPick(draft, 'propose-terms', scene, more);
  if (!found.picked) return found.next;
  const { dispute } = found.view;
  const remedy: Remedy = 'refund_only';
  const tried = await previewCommand(scene.ctx, dispute.id, {
    type: 'propose',
    remedy,
    amount: 1n,
  });
  if (!tried.ok) return refusedNow(found.view, tried.refusals, scene);
  const step = wanted && dispute.reason !== 'not_received' ? 'amount' : 'remedy';
  return { do: 'goto', step, draft: { ...draft, disputeId: dispute.id } };
}

/** What was never received can't be sent back, so there is nothing to choose. */
async function askRemedy(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'propose-terms', scene);
  if (!found.picked) return found.next;
  const { dispute, item } = found.view;
  if (dispute.reason === 'not_received')
    return { do: 'goto', step: 'amount', draft: { ...draft, remedy: 'refund_only' } };
  return {
    do: 'ask',
    draft,
    message: {
      heading: phrase('common.title', { title: quote(item.title) }),
      text: [
        phrase('open.remedy_refund_only_means'),
        phrase('open.remedy_return_and_refund_means'),
        phrase('open.ask_remedy'),
      ],
      choices: remedies.map((remedy) =>
        choice(scene, remedy, `reason.remedy.${remedy}`, { words: `open.words_${remedy}` }),
      ),
    },
  };
}

function takeRemedy(draft: Draft, reply: Reply, scene: Scene): Next<Draft> {
  const remedy = picked(remedies, reply, scene);
  const step = draft.amount && draft.wordsDone ? 'confirm' : 'amount';
  return remedy ? { do: 'goto', step, draft: { ...draft, remedy } } : { do: 'miss' };
}

/** The most that can still be refunded for the item; undefined if the dispute is gone. */
async function ceilingOf(draft: Draft, scene: Scene): Promise<Ceiling | undefined> {
  const found = await disputeOrPick(draft, 'propose-terms', scene);
  if (!found.picked) return undefined;
  const { dispute, order } = found.view;
  const loaded = await findOrder(scene.ctx, order.id);
  const items = loaded.ok ? loaded.value.items : [];
  const money = items.find(({ item }) => item.id === dispute.itemId)?.money;
  return (
    money && { left: money.paid - money.instructed - money.released, currency: order.currency }
  );
}

const toFind = (draft: Draft): Next<Draft> => ({ do: 'goto', step: 'find', draft });

async function askAmount(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const ceiling = await ceilingOf(draft, scene);
  if (!ceiling) return toFind(draft);
  const { said, saidCurrency, ...rest } = draft;
  const known = amountSaid(draft, ceiling);
  if (known !== undefined) return taken(rest, known, ceiling);
  return { do: 'ask', draft, message: amountQuestion(ceiling, scene) };
}

/** No buttons here, so that "2" is two dollars and not the second button. */
async function askPart(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const ceiling = await ceilingOf(draft, scene);
  if (!ceiling) return toFind(draft);
  const { left, currency } = ceiling;
  const example = decimalString({ minor: (left + 1n) / 2n, currency });
  const text = [phrase('open.ask_part', { amount: money(left, currency), example })];
  return { do: 'ask', draft, message: { text } };
}

async function takeAmount(draft: Draft, reply: Reply, scene: Scene): Promise<Next<Draft>> {
  if (reply.kind === 'choice' && reply.id === 'part') return { do: 'goto', step: 'part', draft };
  const ceiling = await ceilingOf(draft, scene);
  if (!ceiling) return toFind(draft);
  const answer = amountIn(reply, ceiling, scene);
  if (answer.kind === 'none') return { do: 'miss' };
  if (answer.kind === 'part') return { do: 'goto', step: 'part', draft };
  if (answer.kind === 'refused')
    return { do: 'goto', step: 'part', draft, say: [{ text: [answer.why] }] };
  return taken(draft, answer.minor, ceiling);
}

/** "A part" where it was asked which part is no answer. */
async function takePart(draft: Draft, reply: Reply, scene: Scene): Promise<Next<Draft>> {
  const next = await takeAmount(draft, reply, scene);
  return next.do === 'goto' && next.step === 'part' && !next.say ? { do: 'miss' } : next;
}

const taken = (draft: Draft, minor: bigint, { currency }: Ceiling): Next<Draft> => ({
  do: 'goto',
  step: draft.wordsDone ? 'confirm' : 'words',
  draft: { ...draft, amount: String(minor) },
  say: [{ text: [phrase('open.amount_noted', { amount: money(minor, currency) })] }],
});

function askWords(draft: Draft, scene: Scene): Next<Draft> {
  return {
    do: 'ask',
    draft,
    message: {
      text: [phrase('offer.ask_words')],
      choices: [choice(scene, 'skip', 'offer.no_sentence')],
    },
  };
}

function takeWords(draft: Draft, reply: Reply, scene: Scene): Next<Draft> {
  if (reply.kind === 'choice')
    return reply.id === 'skip'
      ? { do: 'goto', step: 'confirm', draft: { ...draft, words: '', wordsDone: true } }
      : { do: 'miss' };
  if (reply.kind !== 'text' || !hasLetter(reply.text)) return { do: 'miss' };
  const words = reply.text.trim();
  const refused = optionalText('message', words, scene.ctx.rulebooks.current);
  if (refused.length > 0)
    return { do: 'goto', step: 'words', draft, say: [{ text: refused.flatMap(withPlaces) }] };
  return { do: 'goto', step: 'confirm', draft: { ...draft, words, wordsDone: true } };
}

const termsOf = ({ remedy = 'refund_only', amount = '0', words }: Draft) => ({
  remedy,
  amount: BigInt(amount),
  ...(words ? { message: words } : {}),
});

async function askConfirm(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'propose-terms', scene);
  if (!found.picked) return found.next;
  const { view } = found;
  const { id, seq } = view.dispute;
  const terms = termsOf(draft);
  const previewed = await previewCommand(scene.ctx, id, { type: 'propose', ...terms });
  if (!previewed.ok) return refusedNow(view, previewed.refusals, scene);
  return {
    do: 'ask',
    draft: { ...draft, seq },
    message: {
      heading: phrase('common.title', { title: quote(view.item.title) }),
      text: [phrase('offer.confirm'), ...consequence(view, previewed.value, scene)],
      facts: [
        fact('common.dispute', phrase('common.text', { text: id })),
        fact('offer.your_proposal', termsWords(terms, view.dispute)),
      ],
      ...(draft.words ? { quote: draft.words } : {}),
      choices: [
        choice(scene, 'send', 'offer.send', { tone: 'primary' }),
        choice(scene, 'edit', 'offer.edit'),
        choice(scene, 'keep', 'offer.do_not_send'),
      ],
      source: 'after-opening',
    },
  };
}

/** The seller's new term, what becomes of the offer on the table, and how many proposals are left. */
function consequence({ dispute }: DisputeView, { deadlines }: Preview, scene: Scene) {
  const { phase, proposals, rulebookVersion } = dispute;
  const [next] = deadlines.filter(({ fires }) => fires).toSorted((a, b) => a.at - b.at);
  const { maxProposals } = scene.ctx.rulebooks.of(rulebookVersion).rules;
  const made = proposals.filter(({ by }) => by === 'buyer').length;
  const term = next?.rule === 'escalation' ? 'offer.short_term' : 'offer.new_term';
  const hasOffer = phase.state === 'awaiting_buyer' && phase.onTable === 'offer';
  return [
    ...(next ? [phrase(term, { at: moment(next.at) })] : []),
    ...(hasOffer ? [phrase('offer.offer_lapses')] : []),
    phrase('offer.proposals_left', { left: maxProposals.value - made - 1 }),
    phrase('offer.ask_send'),
  ];
}

async function takeConfirm(draft: Draft, reply: Reply, scene: Scene): Promise<Next<Draft>> {
  if (reply.kind !== 'choice') return { do: 'miss' };
  const { disputeId, seq } = draft;
  if (reply.id === 'edit') {
    const { wordsDone: _w, ...anew } = draft;
    return { do: 'goto', step: 'remedy', draft: anew };
  }
  if (reply.id === 'keep') return notSent(draft, scene);
  if (reply.id !== 'send') return { do: 'miss' };
  const wish = { disputeId, expectedSeq: seq, ...termsOf(draft) };
  const proposed = await proposeTerms(scene.ctx, wish);
  if (!proposed.ok) return refusedWrite(proposed.refusals, disputeId, scene);
  return { do: 'end', say: [statusMessage(proposed.value, scene, [phrase('offer.sent')])] };
}

async function notSent(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'propose-terms', scene);
  if (!found.picked) return found.next;
  return { do: 'end', say: [statusMessage(found.view, scene, [phrase('offer.not_sent')])] };
}
