import { listDisputes } from '../services/disputes/list-disputes.ts';
import type { Meaning } from './intents.ts';
import { ledBy } from './kit/choices.ts';
import { phrase } from './kit/values.ts';
import { isOneOf, mentionsOneOf, plain, wordsOf } from './kit/words.ts';
import { onLast } from './last-begun.ts';
import { mentionsIn } from './named-items.ts';
import { reworded } from './repair.ts';
import type { Talk } from './talk.ts';

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
export async function evidenceAwaited(
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
export async function unfairOfLast(talk: Talk, meant: Meaning | undefined): Promise<boolean> {
  const { orderId, disputeId } = talk.state.last?.args ?? {};
  const isUnfair = meant?.kind === 'flow' && meant.args.label === 'faq_not_satisfied';
  if (!isUnfair || !orderId || disputeId || meant.args.orderId) return false;
  const all = await listDisputes(talk.scene.ctx);
  if (all.some(({ dispute }) => dispute.orderId === orderId)) return false;
  return onLast(talk, reworded(talk, 'main.small_complaint'));
}

/** "OK keep it", after what cancelling would do: nothing is changed, and that is said. */
export async function keptAsItIs(talk: Talk, text: string): Promise<boolean> {
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
