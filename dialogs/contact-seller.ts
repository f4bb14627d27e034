import { neededText } from '../services/domain/text-rules.ts';
import { findOrder } from '../services/orders/find-order.ts';
import { sendSellerMessage } from '../services/orders/send-seller-message.ts';
import type { OrderView } from '../services/views.ts';
import { textArg } from './kit/args.ts';
import { choice } from './kit/choices.ts';
import { explain } from './kit/explain.ts';
import type { Flow } from './kit/flow.ts';
import type { Message } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { phrase, quote, saying } from './kit/values.ts';
import { hasLetter, plain, wordsOf } from './kit/words.ts';
import { person } from './menu.ts';
import { withPlaces } from './open/description-steps.ts';
import { choicesFor } from './show-order.ts';
import { orderNumber, titleValue } from './shown.ts';

type Draft = {
  readonly orderId: string;
  readonly text: string;
  /** Asked again at once: what this is was said. */
  readonly again: boolean;
};

/**
 * A message to the seller of an order, as S1, S2 and S8 tell the buyer to write: sent on a press alone. Any words are
 * the message, also a question: most of what sellers are written is one.
 */
export const contactSeller: Flow<Draft> = {
  name: 'contact-seller',
  version: 3,
  needsBuyer: true,
  start: (args) => ({
    orderId: textArg(args, 'orderId') ?? '',
    text: textArg(args, 'text') ?? '',
    again: false,
  }),
  first: 'words',
  steps: {
    words: { enter: askWords, take: takeWords, hint: 'contact.ask_hint' },
    confirm: {
      enter: askConfirm,
      take: takeConfirm,
      hint: 'contact.confirm_hint',
      unclear: 'contact.send_unclear_words',
    },
  },
};

type Loaded =
  | { readonly ok: true; readonly view: OrderView }
  | { readonly ok: false; readonly next: Next<Draft> };

/** The order, or where to go without one. */
async function orderOf({ orderId, text }: Draft, scene: Scene): Promise<Loaded> {
  if (orderId === '') {
    const begin = { flow: 'pick-order', args: { target: 'contact-seller', text } };
    return { ok: false, next: { do: 'end', begin } };
  }
  const found = await findOrder(scene.ctx, orderId);
  if (found.ok) return { ok: true, view: found.value };
  return { ok: false, next: { do: 'end', say: [{ text: found.refusals.map(explain) }] } };
}

async function askWords(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const loaded = await orderOf(draft, scene);
  if (!loaded.ok) return loaded.next;
  // Written before it was said that another order is meant.
  if (draft.text !== '' && !draft.again) return { do: 'goto', step: 'confirm', draft };
  const { order } = loaded.view;
  const seller = quote(order.seller.name);
  const about = { seller, title: titleValue(order), order: orderNumber(order.id) };
  const choices = [choice(scene, 'leave', 'contact.nothing'), person(scene)];
  const message = draft.again
    ? { text: [phrase('contact.ask_again', about)], choices }
    : { text: [phrase('contact.ask', about)], choices, source: 'not-received' };
  return { do: 'ask', draft: { ...draft, again: false }, message };
}

function takeWords(draft: Draft, reply: Reply, scene: Scene): Next<Draft> {
  if (reply.kind === 'choice') return reply.id === 'leave' ? left() : { do: 'miss' };
  if (reply.kind === 'files' && !hasLetter(reply.text))
    return askedAgain(draft, [saying('contact.no_files')]);
  if (!hasLetter(reply.text)) return { do: 'miss' };
  const text = reply.text.trim();
  const refusals = neededText('text', text, scene.ctx.rulebooks.current);
  if (refusals.length > 0) return askedAgain(draft, [{ text: refusals.flatMap(withPlaces) }]);
  return { do: 'goto', step: 'confirm', draft: { ...draft, text } };
}

const askedAgain = (draft: Draft, say: readonly Message[] = []): Next<Draft> => ({
  do: 'goto',
  step: 'words',
  draft: { ...draft, text: '', again: true },
  say,
});

const left = (): Next<Draft> => ({ do: 'end', say: [saying('contact.not_sent')] });

async function askConfirm(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const loaded = await orderOf(draft, scene);
  if (!loaded.ok) return loaded.next;
  const { order } = loaded.view;
  const about = { seller: quote(order.seller.name), title: titleValue(order) };
  return {
    do: 'ask',
    draft,
    message: {
      text: [phrase('contact.confirm', about), phrase('contact.ask_send')],
      quote: draft.text,
      choices: [
        choice(scene, 'send', 'contact.send', { tone: 'primary' }),
        choice(scene, 'edit', 'contact.edit'),
        choice(scene, 'leave', 'contact.leave'),
      ],
    },
  };
}

async function takeConfirm(draft: Draft, reply: Reply, scene: Scene): Promise<Next<Draft>> {
  if (reply.kind === 'text') return otherWords(draft, reply.text, scene) ?? { do: 'miss' };
  if (reply.kind !== 'choice') return { do: 'miss' };
  if (reply.id === 'edit') return askedAgain(draft);
  if (reply.id === 'leave') return left();
  if (reply.id !== 'send') return { do: 'miss' };
  const sent = await sendSellerMessage(scene.ctx, draft);
  if (!sent.ok) return { do: 'end', say: [{ text: sent.refusals.flatMap(withPlaces) }] };
  const loaded = await orderOf(draft, scene);
  return loaded.ok ? { do: 'end', say: [sentMessage(loaded.view, scene)] } : loaded.next;
}

/** A shorter text is an answer to the question. */
const fewestWords = 4;

/** "Also tell him that ..." goes behind what was written, "please tell me ..." takes its place. Shown before it is sent. */
function otherWords(draft: Draft, typed: string, scene: Scene): Next<Draft> | undefined {
  const [first = '', ...rest] = plain(typed).split(' ');
  if (rest.length + 1 < fewestWords) return undefined;
  const begins = (key: string) => wordsOf(scene, key).includes(first);
  if (!begins('contact.add_leads') && !begins('contact.instead_leads')) return undefined;
  const end = /[.!?]$/.test(draft.text) ? ' ' : '. ';
  const said = typed.trim();
  const text = begins('contact.add_leads')
    ? `${draft.text}${end}${said.charAt(0).toUpperCase()}${said.slice(1)}`
    : said;
  return takeWords(draft, { kind: 'text', text }, scene);
}

const sentMessage = (view: OrderView, scene: Scene): Message => ({
  text: [phrase('contact.sent', { seller: quote(view.order.seller.name) })],
  choices: choicesFor(view, scene).filter(({ begins }) => begins?.flow !== 'contact-seller'),
});
