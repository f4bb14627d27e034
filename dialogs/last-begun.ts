import type { Phrase } from '../knowledge/phrase.ts';
import { findOrder } from '../services/orders/find-order.ts';
import { marks, mostWords, withoutOthers } from './corrections.ts';
import type { Meaning } from './intents.ts';
import type { JsonArgs } from './kit/message.ts';
import { phrase } from './kit/values.ts';
import { isOneOf, mentionsOneOf, plain, wordsOf } from './kit/words.ts';
import { person } from './menu.ts';
import { mentionsIn } from './named-items.ts';
import { pickerOf } from './pick-dispute.ts';
import { isQuestion } from './question.ts';
import { choicesFor } from './show-order.ts';
import { titleValue } from './shown.ts';
import type { Talk } from './talk.ts';
import { noEntities, toldIn } from './told.ts';

/** Between two jobs: the last one for another order or dispute. "No, the other one", "and the lamp?" */
export async function correctedLast(
  talk: Talk,
  text: string,
  meant: Meaning | undefined,
): Promise<boolean> {
  const { scene, state } = talk;
  const { last } = state;
  const says = (key: string) => mentionsOneOf(text, wordsOf(scene, key));
  // A clear wish for something else is no correction: "and my refund for the jacket".
  const others = ['main.other_order_words', 'main.other_one_words'];
  const isOther = others.some((key) => isOneOf(text, wordsOf(scene, key)));
  const isElse = !isOther && meant?.kind === 'flow' && meant.flow !== last?.flow;
  if (!last || isElse || plain(text).split(' ').length > mostWords) return false;
  const other = says('main.other_order_words') || says('main.other_one_words');
  if (!other && !marks(talk, text) && !says('main.same_about_words')) return false;
  const { orderId, itemId, disputeId, named: _n, mentions: _m, ...rest } = last.args;
  const found = await talk.named(last.flow, mentionsIn(text));
  const isNew =
    (found.orderId !== undefined && (found.orderId !== orderId || found.itemId !== itemId)) ||
    (found.disputeId !== undefined && found.disputeId !== disputeId);
  if (!isNew && !(other && pickerOf(last.flow))) return false;
  state.misses = 0;
  const kept = isNew ? await withoutOthers(talk, rest, found) : rest;
  await talk.begin(last.flow, { ...(kept as JsonArgs), ...(isNew ? found : {}) });
  return true;
}

/** "Why not?", "what can I do then?": about the order that was just spoken of. */
export async function asksOfLast(talk: Talk, text: string): Promise<boolean> {
  const { scene, state } = talk;
  const { orderId } = state.last?.args ?? {};
  const isSaid = (key: string) => isOneOf(text, wordsOf(scene, key));
  if (typeof orderId !== 'string') return false;
  if (isSaid('main.why_words')) {
    state.misses = 0;
    await talk.begin('show-article', { label: 'faq_cannot_open', orderId });
    return true;
  }
  const isShown = ['track-order', 'show-order', 'show-article'].includes(state.last?.flow ?? '');
  if (isShown && isSaid('main.where_when_words') && !state.last?.args.disputeId) {
    state.misses = 0;
    await talk.begin('track-order', { orderId });
    return true;
  }
  const found = isSaid('main.what_now_words') ? await findOrder(scene.ctx, orderId) : undefined;
  if (!found?.ok) return false;
  state.misses = 0;
  const said = [phrase('main.can_do', { title: titleValue(found.value.order) })];
  talk.say({ text: said, choices: [...choicesFor(found.value, scene), person(scene)] });
  return true;
}

/** A few words name nothing because they go on about what was just spoken of. */
const mostOfFollowing = 4;
const ofDispute = [
  'add-evidence',
  'remove-evidence',
  'cancel-dispute',
  'appeal',
  'propose-terms',
  'dispute-status',
  'ship-return',
  'answer-offer',
];
const ofParcels = ['faq_not_received', 'faq_tracking_invalid'];
const ofWaiting = ['faq_when_refund', 'faq_after_open'];
/** Questions about the dispute that was spoken of. */
const ofThatDispute = [...ofWaiting, 'faq_cancel_dispute'];
const ofOrder = ['open-dispute', 'compare-remedies'];
const problems = ['faq_not_received', 'faq_tracking_invalid', 'faq_not_as_described'];

/** As many words may ask for money back or tell a problem of what is shown already. */
const mostOfRequest = 10;

/** "Not here", "cancel it": with the order or dispute that was spoken of before, if no other is named. */
export function withLast(
  { state, scene }: Talk,
  text: string,
  flow: string,
  args: JsonArgs,
): JsonArgs {
  const { last } = state;
  const isKnown = ['orderId', 'disputeId', 'trackingNumber'].some((name) => args[name]);
  // "My order", "a dispute" can be any.
  const isAny = mentionsOneOf(text, wordsOf(scene, 'main.any_words'));
  const goesOnLong =
    flow === 'open-dispute' ||
    ofThatDispute.includes(String(args.label)) ||
    ofParcels.includes(String(args.label));
  const most = goesOnLong ? mostOfRequest : mostOfFollowing;
  if (!last || isKnown || isAny || plain(text).split(' ').length > most) return args;
  const { orderId, itemId, disputeId } = last.args;
  // "How long does it take?" just after the dispute was opened is no question about the refund of another one.
  const asksWhen = ofWaiting.includes(String(args.label));
  if (ofThatDispute.includes(String(args.label)) && disputeId) return { ...args, disputeId };
  // Nothing is refunded yet of what was told a moment ago: first comes the dispute.
  const isTold =
    orderId !== undefined && [...problems, 'faq_after_open'].includes(String(last.args.label));
  if (asksWhen && isTold && !mentionsOneOf(text, wordsOf(scene, 'main.money_words')))
    return { ...args, label: 'faq_after_open', orderId };
  const isIt = mentionsOneOf(text, wordsOf(scene, 'main.it_words'));
  const isAlone = plain(text).split(' ').length <= 2;
  if (flow === 'ship-return' && orderId && !disputeId && (isIt || isAlone))
    return { ...args, orderId };
  if (ofDispute.includes(flow)) return disputeId && isIt ? { ...args, disputeId } : args;
  const isOfOrder = ofOrder.includes(flow) || problems.includes(String(args.label));
  return isOfOrder && orderId ? { ...args, orderId, ...(itemId ? { itemId } : {}) } : args;
}

/** What was spoken of last, and what can be done about it now, behind a few words. False if it was nothing. */
export async function onLast(talk: Talk, lead: Phrase): Promise<boolean> {
  const { state, scene } = talk;
  const { orderId } = state.last?.args ?? {};
  const found = typeof orderId === 'string' ? await findOrder(scene.ctx, orderId) : undefined;
  if (!found?.ok) return false;
  const said = [lead, phrase('main.can_do', { title: titleValue(found.value.order) })];
  talk.say({ text: said, choices: [...choicesFor(found.value, scene), person(scene)] });
  return true;
}

/** An answer that turned out to be about one thing of the buyer's: what follows goes on about it. */
export function noteShown({ state, messages }: Talk): void {
  const { last } = state;
  if (!last || !named.includes(last.flow) || last.args.disputeId) return;
  if (last.flow === 'show-article' && last.args.orderId) return;
  const shown = messages.flatMap(({ choices = [] }) =>
    choices.map(({ begins }) => begins?.args ?? {}),
  );
  const only = (name: string) => {
    const [id, other] = new Set(shown.flatMap((args) => args[name] ?? []));
    return id !== undefined && other === undefined ? { [name]: id } : {};
  };
  state.last = { ...last, args: { ...last.args, ...only('orderId'), ...only('disputeId') } };
}

/** Their last message says what they are about now: an opened dispute is known by its number. */
const named = ['show-article', 'open-dispute'];

/** "Lost??", "refund only then", "I'd like a little money back": a few words that go on about the order shown last. */
export function goingOn(
  { state, scene }: Talk,
  text: string,
  meant: Meaning | undefined,
): Meaning | undefined {
  const { orderId, label } = state.last?.args ?? {};
  const isElse = meant?.kind === 'flow' && meant.flow !== 'show-article';
  if (isElse || (!orderId && !problems.includes(String(label)))) return undefined;
  const words = plain(text).split(' ').length;
  const about = orderId ? { orderId } : {};
  const told = toldIn(text, noEntities, scene);
  const { reason, remedy } = told;
  if (orderId && reason === 'not_received' && words < mostOfFollowing)
    return {
      kind: 'flow',
      flow: 'show-article',
      args: { ...told, label: 'faq_not_received', orderId },
    };
  const asks = mentionsOneOf(text, wordsOf(scene, 'main.money_words'));
  const isRemedy = remedy !== undefined && words <= mostOfFollowing && offersRemedy(state.last);
  const isRequest = isRemedy || asks;
  const isQuestionOf = isQuestion(text, scene) || words > mostOfWish;
  if (!isRequest || isQuestionOf) return undefined;
  const wish = remedy === undefined ? {} : { remedy };
  return { kind: 'flow', flow: 'open-dispute', args: { ...about, ...wish } };
}

const offersRemedy = (last: Talk['state']['last']): boolean =>
  last !== undefined &&
  (['compare-remedies', 'ship-return'].includes(last.flow) ||
    problems.includes(String(last.args.label)));

const mostOfWish = 16;

/** A few words that are the name of one thing that the buyer has, and ask nothing: it is shown. */
export async function thingNamed(talk: Talk, text: string): Promise<JsonArgs | undefined> {
  const words = plain(text)
    .split(' ')
    .filter((word) => !wordsOf(talk.scene, 'main.number_around').includes(word));
  if (words.length === 0 || words.length > mostOfName || isQuestion(text, talk.scene))
    return undefined;
  const { orderId, named, itemId } = await talk.named('show-order', mentionsIn(text));
  if (typeof named !== 'string' || !orderId) return undefined;
  const title = plain(named).split(' ');
  return words.every((word) => title.includes(word))
    ? { orderId, itemId: itemId ?? null }
    : undefined;
}

const mostOfName = 5;
