import { listDisputes } from '../services/disputes/list-disputes.ts';
import type { Meaning } from './intents.ts';
import { textArg } from './kit/args.ts';
import { beginning, ledBy } from './kit/choices.ts';
import { phrase } from './kit/values.ts';
import { isOneOf, mentionsOneOf, plain, wordsOf } from './kit/words.ts';
import { onLast } from './last-begun.ts';
import { person } from './menu.ts';
import { mentionsIn } from './named-items.ts';
import { isQuestion } from './question.ts';
import { reworded } from './repair.ts';
import type { Talk } from './talk.ts';
import { tellsProblem } from './told.ts';

/** "Any news about the lamp?": how its dispute stands, else where it is. */
export async function newsOf(talk: Talk, text: string): Promise<boolean> {
  const { scene, state } = talk;
  if (!scene.buyer || !mentionsOneOf(text, wordsOf(scene, 'main.news_words'))) return false;
  const about = mentionsIn(text);
  const dispute = await talk.named('dispute-status', about);
  const order = await talk.named('track-order', about);
  const { disputeId, orderId } = { ...state.last?.args, ...order, ...dispute };
  if (!disputeId && !orderId) return false;
  state.misses = 0;
  if (disputeId && !(order.orderId && !dispute.disputeId))
    await talk.switchTo('dispute-status', { disputeId });
  else await talk.switchTo('track-order', { orderId: orderId ?? null });
  return true;
}

/** A longer text tells more than that photos are meant. */
const mostWords = 14;

/** "OK I send now", "they ask picture": our team waits for photos of this buyer, and nothing else is surely meant. */
async function evidenceAwaited(
  talk: Talk,
  text: string,
  meant: Meaning | undefined,
): Promise<boolean> {
  const { scene } = talk;
  const says = (key: string) => mentionsOneOf(text, wordsOf(scene, key));
  const isElse = meant?.kind === 'flow' && meant.flow !== 'ship-return';
  if (!scene.buyer || isElse || plain(text).split(' ').length > mostWords) return false;
  if (!says('common.photos_coming_words') && !says('main.photo_words')) return false;
  const [only, other] = (await listDisputes(scene.ctx)).filter(
    ({ dispute: { phase } }) => phase.state === 'evidence_requested' && phase.party === 'buyer',
  );
  if (!only || other) return false;
  talk.state.misses = 0;
  await talk.begin('add-evidence', { disputeId: only.dispute.id });
  return true;
}

/** "That is not fair" about an order that nobody has decided on: what can be done, and no word of appeals. */
async function unfairOfLast(
  talk: Talk,
  text: string,
  meant: Meaning | undefined,
): Promise<boolean> {
  const { orderId, disputeId } = talk.state.last?.args ?? {};
  const isUnfair = meant?.kind === 'flow' && meant.args.label === 'faq_not_satisfied';
  if (!isUnfair || tellsProblem(text, talk.scene) || !orderId || disputeId || meant.args.orderId)
    return false;
  const all = await listDisputes(talk.scene.ctx);
  if (all.some(({ dispute }) => dispute.orderId === orderId)) return false;
  return onLast(talk, reworded(talk, 'main.small_complaint'));
}

/** The order that is named, else the one that was spoken of. */
async function orderMeant(talk: Talk, text: string): Promise<string | undefined> {
  const { orderId } = await talk.named('show-order', mentionsIn(text));
  return textArg({ orderId: orderId ?? talk.state.last?.args.orderId ?? null }, 'orderId');
}

/** "Can you tell him that it is here", "ask the seller to stop it": a message to the seller of that order. */
async function toSeller(talk: Talk, text: string): Promise<boolean> {
  const { scene, state } = talk;
  const says = (key: string) => mentionsOneOf(text, wordsOf(scene, key));
  // "I don't want to ask them again" asks for nothing of the kind.
  const isWish = says('contact.said_words') && !says('contact.not_said_words');
  if (!scene.buyer || !isWish || plain(text).split(' ').length > mostWords) return false;
  state.misses = 0;
  await talk.switchTo('contact-seller', { orderId: (await orderMeant(talk, text)) ?? null });
  return true;
}

/** An order is to be cancelled or sent elsewhere: only its seller can, and there is no word of disputes. */
async function changesOrder(talk: Talk, text: string): Promise<boolean> {
  const { scene, state } = talk;
  const says = (key: string) => mentionsOneOf(text, wordsOf(scene, key));
  if (!says('main.change_order_words') || says('main.not_order_words')) return false;
  state.misses = 0;
  const orderId = scene.buyer && (await orderMeant(talk, text));
  const args = orderId ? { orderId } : {};
  const choices = [
    beginning(scene, 'common.contact_seller', 'contact-seller', args),
    person(scene),
  ];
  talk.say({ text: [phrase('main.change_order')], choices });
  if (orderId) state.last = { flow: 'show-order', args };
  return true;
}

/** "Do I have to send it back?", of what came after the refund: that is between the buyer and the seller. */
async function lateGoodsBack(talk: Talk, meant: Meaning | undefined): Promise<boolean> {
  const { label, orderId } = talk.state.last?.args ?? {};
  const isBack = meant?.kind === 'flow' && meant.flow === 'ship-return' && !meant.args.disputeId;
  if (!isBack || label !== 'faq_received_after_refund' || !orderId) return false;
  const { scene } = talk;
  const choices = [
    beginning(scene, 'common.contact_seller', 'contact-seller', { orderId }),
    person(scene),
  ];
  talk.say({ text: [phrase('received.back')], choices, source: 'goods-after-refund' });
  return true;
}

/** "Can I open a dispute for it?", of the order that was spoken of: its own dates. */
async function windowOfIt(talk: Talk, text: string): Promise<boolean> {
  const { scene, state } = talk;
  const { orderId } = state.last?.args ?? {};
  const isIt = mentionsOneOf(text, wordsOf(scene, 'main.it_words'));
  const { band, intents } = talk.understand(text);
  const isWindow = intents.slice(0, mostGuesses).some(({ label }) => label === 'faq_open_window');
  if (!orderId || !isIt || band !== 'ask' || !isWindow || !isQuestion(text, scene)) return false;
  await talk.begin('show-article', { label: 'faq_open_window', orderId });
  return true;
}

const mostGuesses = 3;

/** "OK keep it", after what cancelling would do: nothing is changed, and that is said. */
async function keptAsItIs(talk: Talk, text: string): Promise<boolean> {
  const { state, scene } = talk;
  const { disputeId, label } = state.last?.args ?? {};
  const isOfCancel = label === 'faq_cancel_dispute' || state.last?.flow === 'cancel-dispute';
  if (!isOfCancel || !disputeId || !isOneOf(text, wordsOf(scene, 'cancel.keep_said_words')))
    return false;
  const from = talk.messages.length;
  await talk.begin('dispute-status', { disputeId });
  const [status] = talk.messages.splice(from, 1);
  if (status) talk.say(ledBy([phrase('cancel.kept')], status));
  return true;
}

/** What is surely meant by certain words, or by what was spoken of before, whatever the understanding makes of it. */
export async function goesOnIn(
  talk: Talk,
  text: string,
  meant: Meaning | undefined,
): Promise<boolean> {
  return (
    (await changesOrder(talk, text)) ||
    (await toSeller(talk, text)) ||
    (await evidenceAwaited(talk, text, meant)) ||
    (await lateGoodsBack(talk, meant)) ||
    (await unfairOfLast(talk, text, meant)) ||
    (await keptAsItIs(talk, text)) ||
    windowOfIt(talk, text)
  );
}
