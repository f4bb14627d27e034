import type { Phrase } from '../knowledge/phrase.ts';
import { findDispute } from '../services/disputes/find-dispute.ts';
import { listDisputes } from '../services/disputes/list-disputes.ts';
import type { DisputeView } from '../services/views.ts';
import type { Meaning } from './intents.ts';
import { textArg } from './kit/args.ts';
import { ledBy } from './kit/choices.ts';
import type { Frame } from './kit/flow.ts';
import type { JsonArgs } from './kit/message.ts';
import type { Scene } from './kit/scene.ts';
import { lastDay, moment, phrase, quote } from './kit/values.ts';
import { mentionsOneOf, plain, wordsOf } from './kit/words.ts';
import { personalFacts } from './personal-offer.ts';
import { isQuestion } from './question.ts';
import { nextText, stateText } from './status-message.ts';
import type { Talk } from './talk.ts';
import { explained } from './terms.ts';

/** A longer text tells something, and is no question about the date. */
const mostWords = 9;

/** Questions about sending an item back: the words that ask, and the answer. The first that fits. */
const ofReturn = [
  'sent',
  'late',
  'money',
  'costs',
  'untracked',
  'address',
  'carrier',
  'seller',
] as const;

/**
 * "How long do I have?", "do I have to pay for that?" in the middle of a form: no article knows it, the dispute at hand
 * does. Answered, and the question stays. Not where any words are the answer, unless they end in a question mark.
 */
export async function askedOfForm(talk: Talk, frame: Frame, text: string): Promise<boolean> {
  if (frame.flow === 'contact-seller' || !isAsked(talk, frame, text)) return false;
  const answer =
    returnAnswer(frame, text, talk.scene) ?? (await untilWhen(frame.draft, text, talk));
  if (!answer) return false;
  talk.state.misses = 0;
  talk.say({ text: answer, source: sourceOf(frame) });
  await backTo(talk);
  return true;
}

function sourceOf({ flow, draft }: Frame): string {
  if (flow === 'appeal') return 'dispute-result';
  return draft.disputeId ? 'after-opening' : 'trouble-opening';
}

/** "What is a dispute?" in the middle of a form. */
export async function askedMeaning(talk: Talk, frame: Frame, text: string): Promise<boolean> {
  const term = talk.hintOf(frame).freeText ? undefined : explained(text, talk.scene);
  if (!term || frame.flow === 'contact-seller') return false;
  talk.say({ text: [phrase(`term.${term.name}`)], source: term.source });
  await backTo(talk);
  return true;
}

function isAsked(talk: Talk, frame: Frame, text: string): boolean {
  if (talk.hintOf(frame).freeText) return text.trim().endsWith('?');
  const says = (key: string) => mentionsOneOf(text, wordsOf(talk.scene, key));
  // These ask without a word of question: "until when", "I don't have a tracking number".
  return (
    isQuestion(text, talk.scene) ||
    ['main.until_words', 'return.asks_untracked_words', 'return.asks_sent_words'].some(says)
  );
}

/** The answer to a question about sending an item back; nothing for other jobs. */
export function returnAnswer(
  { flow }: Pick<Frame, 'flow'>,
  text: string,
  scene: Scene,
): readonly Phrase[] | undefined {
  if (flow !== 'ship-return') return undefined;
  const kind = ofReturn.find((one) =>
    mentionsOneOf(text, wordsOf(scene, `return.asks_${one}_words`)),
  );
  return kind && kind !== 'late' ? [phrase(`return.says_${kind}`)] : undefined;
}

/** The question again, in short where its step can: all else was said a moment ago. */
export async function backTo(talk: Talk): Promise<void> {
  const frame = talk.active();
  const lead = [phrase('main.back_to')];
  if (frame && 'again' in frame.draft && frame.flow === 'ship-return')
    return talk.amend({ ...frame, draft: { ...frame.draft, again: true } }, lead);
  await talk.again(lead);
}

const asksUntil = (text: string, scene: Scene): boolean => {
  const says = (key: string) => mentionsOneOf(text, wordsOf(scene, key));
  return (
    plain(text).split(' ').length <= mostWords &&
    says('main.until_words') &&
    !says('main.until_other_words')
  );
};

/** The date that the dispute or the order at hand waits for. */
async function untilWhen(
  about: JsonArgs | Frame['draft'],
  text: string,
  { scene }: Talk,
): Promise<readonly Phrase[] | undefined> {
  const late = mentionsOneOf(text, wordsOf(scene, 'return.asks_late_words'));
  const isIdle = mentionsOneOf(text, wordsOf(scene, 'main.do_nothing_words'));
  const isSeller = mentionsOneOf(text, wordsOf(scene, 'main.seller_until_words'));
  if (!asksUntil(text, scene) && !late && !isIdle && !isSeller) return undefined;
  const { disputeId, orderId } = about as JsonArgs;
  const found = disputeId ? await findDispute(scene.ctx, String(disputeId)) : undefined;
  if (isSeller && found?.ok) return [...stateText(found.value), ...nextText(found.value)];
  const dates = found?.ok ? datesOf(found.value) : [];
  if (dates.length > 0) return dates;
  const order = textArg({ orderId: orderId ?? null }, 'orderId');
  const facts =
    order && !late && !isIdle && !isSeller
      ? await personalFacts('faq_open_window', scene, { orderId: order })
      : [];
  return facts.length > 0 ? facts : undefined;
}

function datesOf(view: DisputeView): readonly Phrase[] {
  const { phase } = view.dispute;
  const decides = view.deadlines.find(({ rule }) => rule === 'escalation');
  if (phase.state === 'awaiting_buyer' && decides)
    return [phrase('deadline.decide', { at: moment(decides.at) })];
  const appeal = view.allowed.find(({ type }) => type === 'appeal')?.until;
  if (appeal === undefined) return nextText(view);
  const title = quote(view.item.title);
  return [phrase('main.result_appeal', { title, until: lastDay(appeal) })];
}

/** Between two jobs: about what was spoken of, else about the one dispute that waits for the buyer. */
export async function askedUntil(
  talk: Talk,
  text: string,
  meant: Meaning | undefined,
): Promise<boolean> {
  const { scene, state } = talk;
  // "Until when can I appeal" says of what.
  if (meant?.kind === 'flow' && !vague.includes(String(meant.args.label))) return false;
  const isIdle = ['main.do_nothing_words', 'main.seller_until_words'].some((key) =>
    mentionsOneOf(text, wordsOf(scene, key)),
  );
  if (!scene.buyer || !(asksUntil(text, scene) || isIdle)) return false;
  const last = state.last?.args ?? {};
  const disputeId =
    textArg(last, 'disputeId') ?? (await waitingFor(scene, textArg(last, 'orderId')));
  const answer = await untilWhen({ ...last, disputeId: disputeId ?? null }, text, talk);
  if (!answer) return false;
  state.misses = 0;
  if (!disputeId) {
    await talk.begin('show-article', { label: 'faq_open_window', orderId: last.orderId ?? null });
    return true;
  }
  const from = talk.messages.length;
  await talk.begin('dispute-status', { disputeId });
  const [status] = talk.messages.splice(from, 1);
  // The status says the date too: once is enough.
  const said = new Set([...answer.map(({ key }) => key), 'deadline.escalation']);
  if (status)
    talk.say(ledBy(answer, { ...status, text: status.text.filter(({ key }) => !said.has(key)) }));
  return true;
}

async function waitingFor(scene: Scene, orderId: string | undefined): Promise<string | undefined> {
  const all = await listDisputes(scene.ctx);
  const able = all.filter(
    ({ dispute, allowed }) =>
      (orderId === undefined || dispute.orderId === orderId) &&
      allowed.some(({ type, until }) => ofBuyer.includes(type) && until !== undefined),
  );
  const [only, other] = able;
  return other ? undefined : only?.dispute.id;
}

const vague: readonly string[] = ['faq_after_open', 'faq_seller_disagrees'];
const ofBuyer: readonly string[] = ['accept_offer', 'ship_back', 'appeal'];
