import { openDispute } from '../../services/disputes/open-dispute.ts';
import type { OpenForm } from '../../services/domain/command.ts';
import type { Refusal, RefusalCode } from '../../services/domain/refusal.ts';
import { choice } from '../kit/choices.ts';
import { explain } from '../kit/explain.ts';
import type { Step } from '../kit/flow.ts';
import type { Message } from '../kit/message.ts';
import type { Next } from '../kit/next.ts';
import type { Scene } from '../kit/scene.ts';
import { fact, money, phrase, quote } from '../kit/values.ts';
import { mentionsOneOf, plain, wordsOf } from '../kit/words.ts';
import { isQuestion } from '../question.ts';
import { orderNumber } from '../shown.ts';
import { statusMessage } from '../status-message.ts';
import { type OpenDraft, type Slot, without } from './draft.ts';
import { type Chosen, chosenItem } from './order-steps.ts';
import { toNext } from './reason-steps.ts';

const slots: readonly Slot[] = ['reason', 'remedy', 'amount', 'description', 'photos', 'order'];

/** Everything in long form, then the explicit yes. One thing can be changed and leads back here. */
export const summaryStep: Step<OpenDraft> = {
  hint: 'open.summary_hint',
  unclear: 'open.summary_unclear_words',
  named: 'open.submit_named_words',
  moves: ['submit'],
  async enter(draft, scene) {
    const chosen = await chosenItem(draft, scene);
    if (!chosen) return toNext(draft);
    return { do: 'ask', draft, message: summary(draft, chosen, scene) };
  },
  take(draft, reply, scene) {
    if (reply.kind === 'choice') {
      if (reply.id === 'submit') return { do: 'goto', step: 'submit', draft };
      if (reply.id === 'later') return { do: 'end', begin: { flow: 'keep-now' } };
      return reply.id === 'change' ? { do: 'goto', step: 'change', draft } : { do: 'miss' };
    }
    return wantsChange(reply.text, scene) ? change(draft, reply.text, scene) : { do: 'miss' };
  },
};

/** A word of changing, or few words that ask nothing: a sentence may speak of money and change nothing. */
function wantsChange(text: string, scene: Scene): boolean {
  if (mentionsOneOf(text, wordsOf(scene, 'open.change_verbs'))) return true;
  return !isQuestion(text, scene) && plain(text).split(' ').length <= fewWords;
}

const fewWords = 4;

function change(draft: OpenDraft, text: string, scene: Scene): Next<OpenDraft> {
  const slot = slotNamed(text, draft, scene);
  const [amount] = slot === 'amount' ? scene.knowledge.understand(text).entities.amounts : [];
  if (amount)
    return toNext({
      ...without(draft, 'amount'),
      said: String(amount.minor),
      saidCurrency: amount.currency ?? '',
    });
  if (slot) return toNext(without(draft, slot));
  return mentionsOneOf(text, wordsOf(scene, 'open.change_words'))
    ? { do: 'goto', step: 'change', draft }
    : { do: 'miss' };
}

/** A return makes no sense for what never came, so it is no choice there. */
const slotsOf = ({ reason }: OpenDraft): readonly Slot[] =>
  reason === 'not_received' ? slots.filter((slot) => slot !== 'remedy') : slots;

function slotNamed(text: string, draft: OpenDraft, scene: Scene): Slot | undefined {
  const named = slotsOf(draft).filter((slot) =>
    mentionsOneOf(text, wordsOf(scene, `open.change_${slot}_words`)),
  );
  return named.length === 1 ? named[0] : undefined;
}

function summary(draft: OpenDraft, { item, order }: Chosen, scene: Scene): Message {
  const { reason, subReason, remedy, amount, description, photos } = draft;
  const what = reason === 'not_as_described' ? `reason.sub.${subReason}` : `reason.${reason}`;
  const sums = {
    all: BigInt(amount ?? '0') === item.paid.minor,
    amount: money(amount ?? '0', order.currency),
    paid: money(item.paid.minor, order.currency),
  };
  return {
    heading: phrase('open.summary_title'),
    text: [phrase('open.summary')],
    facts: [
      fact('open.item', phrase('common.title', { title: quote(item.title) })),
      fact('common.order', phrase('common.text', { text: orderNumber(order.id) })),
      fact('open.what', phrase(what)),
      fact('open.remedy', phrase(`reason.remedy.${remedy}`)),
      fact('open.amount', phrase(sums.all ? 'open.amount_all' : 'open.amount_of', sums)),
      fact('common.photos', phrase('common.photo_count', { count: photos.length })),
    ],
    ...(description ? { quote: description } : {}),
    choices: [
      choice(scene, 'submit', 'open.submit', { tone: 'primary' }),
      choice(scene, 'change', 'open.change'),
      choice(scene, 'later', 'open.later'),
    ],
  };
}

export const changeStep: Step<OpenDraft> = {
  hint: 'open.change_hint',
  enter: (draft, scene) => ({
    do: 'ask',
    draft,
    message: {
      text: [phrase('open.ask_change')],
      choices: slotsOf(draft).map((slot) => choice(scene, slot, `open.change_${slot}`)),
    },
  }),
  take(draft, reply, scene) {
    const slot =
      reply.kind === 'choice'
        ? slots.find((id) => id === reply.id)
        : isQuestion(reply.text, scene)
          ? undefined
          : slotNamed(reply.text, draft, scene);
    return slot ? toNext(without(draft, slot)) : { do: 'miss' };
  },
};

/** The one write. A form that is refused after all is asked again where it is wrong. */
export const submitStep: Step<OpenDraft> = {
  async enter(draft, scene) {
    const { orderId, itemId } = draft;
    const form = formOf(draft);
    const { buyer } = scene;
    if (!orderId || !itemId || !form || !buyer) return toNext(draft);
    const actor = { role: 'buyer', id: buyer.id } as const;
    const opened = await openDispute(scene.ctx, { orderId, itemId, form, actor });
    if (!opened.ok) return refused(draft, opened.refusals);
    const lead = [phrase('open.done', { dispute: opened.value.dispute.id })];
    return { do: 'end', say: [statusMessage(opened.value, scene, lead)] };
  },
};

function formOf(draft: OpenDraft): OpenForm | undefined {
  const { reason, subReason, remedy, amount, description, photos } = draft;
  if (!reason || !remedy || !amount || !description) return undefined;
  return {
    reason,
    ...(reason === 'not_as_described' && subReason ? { subReason } : {}),
    remedy,
    amount: BigInt(amount),
    description,
    files: photos,
  };
}

const slotOf: { readonly [code in RefusalCode]?: Slot } = {
  amount_too_large: 'amount',
  amount_too_small: 'amount',
  remedy_not_allowed: 'remedy',
  sub_reason_missing: 'reason',
  text_missing: 'description',
  text_too_long: 'description',
  text_has_chinese: 'description',
  file_type: 'photos',
  file_too_large: 'photos',
  too_many_files: 'photos',
};

function refused(draft: OpenDraft, refusals: readonly Refusal[]): Next<OpenDraft> {
  const wrong = refusals.flatMap(({ code }) => slotOf[code] ?? []);
  const say: Message[] = [{ text: refusals.map(explain) }];
  if (wrong.length < refusals.length || wrong.length === 0)
    return { do: 'end', say, begin: { flow: 'menu' } };
  return { do: 'goto', step: 'next', draft: wrong.reduce(without, draft), say };
}
