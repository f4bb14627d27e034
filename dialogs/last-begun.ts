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
  const isElse = meant?.kind === 'flow' && meant.flow !== last?.flow;
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
  if (isSaid('main.why_words') && state.last?.flow === 'open-dispute') {
    await talk.begin('show-article', { label: 'faq_cannot_open', orderId });
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
const problems = ['faq_not_received', 'faq_tracking_invalid', 'faq_not_as_described'];

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
  if (!last || isKnown || isAny || plain(text).split(' ').length > mostOfFollowing) return args;
  const { orderId, itemId, disputeId } = last.args;
  const isIt = mentionsOneOf(text, wordsOf(scene, 'main.it_words'));
  if (ofDispute.includes(flow)) return disputeId && isIt ? { ...args, disputeId } : args;
  const isOfOrder = flow === 'open-dispute' || problems.includes(String(args.label));
  return isOfOrder && orderId ? { ...args, orderId, ...(itemId ? { itemId } : {}) } : args;
}

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
