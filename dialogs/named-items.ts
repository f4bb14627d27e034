import type { Phrase } from '../knowledge/phrase.ts';
import { listDisputes } from '../services/disputes/list-disputes.ts';
import { listOrders } from '../services/orders/list-orders.ts';
import { textArg } from './kit/args.ts';
import type { JsonArgs } from './kit/message.ts';
import type { Progress } from './kit/run.ts';
import type { Scene } from './kit/scene.ts';
import { phrase, quote } from './kit/values.ts';
import { wordsOf } from './kit/words.ts';
import { nameWords } from './name-words.ts';
import { meantDisputes, pickerOf } from './pick-dispute.ts';
import { orderedOn } from './said-days.ts';

/** What is searched of a long text; a title is named at its beginning. */
const searched = 600;
const maxWords = 60;

/**
 * Words of a text that could be a title's, for `args`: `flow` decides later whether one is. Those of `trouble`, the
 * part of the text that says what is wrong, count first.
 */
export const mentionsIn = (text: string, trouble = ''): JsonArgs => {
  const all = longWords(text);
  const first = longWords(trouble);
  return {
    ...(all.length > 0 ? { mentions: all.join(' ') } : {}),
    ...(first.length > 0 && first.length < all.length ? { mentionsFirst: first.join(' ') } : {}),
  };
};

const longWords = (text: string): readonly string[] =>
  [...new Set(nameWords(text.slice(0, searched)))].slice(0, maxWords);

/**
 * `args` with the order, item or dispute whose title the text named. `mentions` stays only if it fits several, with
 * the words that fit: they are picked among.
 */
export async function withNamed(flow: string, args: JsonArgs, scene: Scene): Promise<JsonArgs> {
  const { mentions: _m, mentionsFirst, days: _d, ...rest } = args;
  const mentions = textArg(args, 'mentions');
  const days = textArg(args, 'days');
  const isKnown = ['orderId', 'disputeId', 'trackingNumber'].some((name) => textArg(args, name));
  const picker = pickerOf(flow);
  const isQuestion = flow === 'show-article';
  if (days && !isKnown && scene.buyer && picker === 'pick-order')
    return { ...rest, ...(await ofDays(days, scene)) };
  if (flow === 'open-dispute' && args.orderId && !args.itemId && (mentionsFirst || mentions))
    return { ...rest, ...(await itemOf(String(mentionsFirst ?? mentions), args.orderId, scene)) };
  if (!mentions || isKnown || !scene.buyer || !(picker || isQuestion)) return rest;
  // "My phone" is a kind of device here, not a phone case.
  if (flow === 'check-warranty' && textArg(args, 'category')) return rest;
  if (typeof mentionsFirst === 'string') {
    const found = await withNamed(flow, { ...rest, mentions: mentionsFirst }, scene);
    if (textArg(found, 'orderId') || textArg(found, 'disputeId')) return found;
  }
  const said = mentions.split(' ');
  const named = picker === 'pick-dispute' ? await namedDispute(flow, said, scene) : undefined;
  const found = named ?? (await namedItem(said, scene));
  // A question that could be about several things is answered for all of them.
  return isQuestion && found.mentions ? rest : { ...rest, ...found };
}

/** The order is known: which of its items the words name, if it is one. */
async function itemOf(said: string, orderId: unknown, scene: Scene): Promise<JsonArgs> {
  if (!scene.buyer) return {};
  const found = await namedItem(said.split(' '), scene);
  return found.orderId === orderId && found.itemId ? { itemId: found.itemId } : {};
}

/** The order of the day that was said; of several the days stay, and it is picked among them. */
async function ofDays(days: string, scene: Scene): Promise<JsonArgs> {
  const [only, other] = orderedOn(await listOrders(scene.ctx), days.split(' '), scene);
  if (!only) return {};
  if (other) return { days };
  return { orderId: only.order.id, named: only.order.items[0]?.title ?? '' };
}

async function namedDispute(flow: string, said: readonly string[], scene: Scene) {
  const all = (await listDisputes(scene.ctx)).map((view) => ({ view, title: view.item.title }));
  const fitting = named(all, said, scene);
  if (fitting.found.length === 0) return undefined;
  const views = fitting.found.map(({ view }) => view);
  const [only, ...others] = meantDisputes(views, flow);
  return only && others.length === 0
    ? { disputeId: only.dispute.id, named: only.item.title }
    : mentioning(fitting.words);
}

async function namedItem(said: readonly string[], scene: Scene): Promise<JsonArgs> {
  const orders = await listOrders(scene.ctx);
  const all = orders.flatMap(({ order }) =>
    order.items.map(({ id, title }) => ({ orderId: order.id, itemId: id, title })),
  );
  const { found, words } = named(all, said, scene);
  const [first, ...others] = found;
  if (!first) return {};
  const { title, ...ids } = first;
  if (others.length === 0) return { ...ids, named: title };
  return others.every(({ orderId }) => orderId === ids.orderId)
    ? { orderId: ids.orderId }
    : mentioning(words);
}

/** The thing that a sentence named, where the question does not say it: nothing is taken silently. */
export function echoOf({ named: title }: JsonArgs, progress: Progress): readonly Phrase[] {
  if (typeof title !== 'string' || progress.kind !== 'waits') return [];
  const { prompt, say } = progress;
  const shown = [prompt, ...say].map(({ heading, text }) => [heading ?? null, text]);
  const isSaid = JSON.stringify(shown).includes(JSON.stringify(title));
  return isSaid ? [] : [phrase('main.about_this', { title: quote(title) })];
}

const mentioning = (words: readonly string[]): JsonArgs => ({ mentions: words.join(' ') });

/** Those whose titles have most of the words, and the words that they have. */
function named<T extends { readonly title: string }>(
  all: readonly T[],
  said: readonly string[],
  scene: Scene,
): { readonly found: readonly T[]; readonly words: readonly string[] } {
  const common = new Set(wordsOf(scene, 'main.common_words'));
  // "Tracking" is no trekking backpack.
  const rare = said.filter((word) => !common.has(word));
  const own = ({ title }: T) =>
    new Set(
      nameWords(title).filter(
        (word) => said.some(fits(word)) || rare.some((one) => isMistyped(word, one)),
      ),
    );
  // "Case" and "order" are words of every request: they tell titles apart, but name none alone.
  const telling = all.filter((one) => {
    const words = own(one);
    const isWhole = words.size > 1 && words.size === nameWords(one.title).length;
    return isWhole || [...words].some((word) => !common.has(word));
  });
  const most = Math.max(0, ...telling.map((one) => own(one).size));
  const found = telling.filter((one) => own(one).size === most);
  const words = found.flatMap((one) => [...own(one)]);
  return { found, words: [...new Set(words)] };
}

/** The word itself, or one of many: shoe, shoes. */
const fits = (word: string) => (said: string) =>
  said === word || said === `${word}s` || `${said}s` === word || said === `${word}'s`;

/** Letters of a name from which on one letter may be wrong, or two: shorter ones would be other words. */
const lettersForOne = 6;
const lettersForTwo = 8;

/** A long word with a slip of the finger: bagpack. */
function isMistyped(word: string, said: string): boolean {
  if (word.length < lettersForOne || word[0] !== said[0]) return false;
  const most = word.length < lettersForTwo ? 1 : 2;
  return Math.abs(word.length - said.length) <= most && distance(word, said) <= most;
}

/** Letters to change, to add or to leave out; both words are at most as long as a name's. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const kept = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(kept, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
