import type { Phrase } from '../../knowledge/phrase.ts';
import { minorDigits } from '../../services/domain/money.ts';
import { choice } from '../kit/choices.ts';
import type { Message } from '../kit/message.ts';
import type { Reply } from '../kit/reply.ts';
import type { Scene } from '../kit/scene.ts';
import { money, phrase } from '../kit/values.ts';
import { isOneOf, mentionsOneOf, plain, wordsOf } from '../kit/words.ts';
import { readAmount } from './read-amount.ts';

/** The most that can be asked for, in minor units. */
export interface Ceiling {
  readonly left: bigint;
  readonly currency: string;
}

export type AmountAnswer =
  | { readonly kind: 'amount'; readonly minor: bigint }
  /** A part, and not which: it is asked for. */
  | { readonly kind: 'part' }
  /** It is an amount, but not one that can be asked for. */
  | { readonly kind: 'refused'; readonly why: Phrase }
  | { readonly kind: 'none' };

const none: AmountAnswer = { kind: 'none' };

/** What the answer to "how much" says: the button `full`, words for all or half, or a typed amount. */
export function amountIn(reply: Reply, ceiling: Ceiling, scene: Scene): AmountAnswer {
  const { left, currency } = ceiling;
  if (reply.kind === 'choice') return reply.id === 'full' ? { kind: 'amount', minor: left } : none;
  const share = shareIn(reply.text, scene);
  if (share === 'all') return { kind: 'amount', minor: left };
  if (share === 'half') return { kind: 'amount', minor: left / 2n };
  if (share === 'part') return { kind: 'part' };
  const { entities } = scene.knowledge.understand(reply.text);
  // The number of an order is no sum of money.
  if (entities.orderIds.length + entities.disputeIds.length > 0) return none;
  const { currency: said } = entities.amounts[0] ?? {};
  if (said && said !== currency)
    return { kind: 'refused', why: phrase('open.other_currency', { said, currency }) };
  return inRange(reply.text, ceiling);
}

/** More words than these say something else besides. */
const mostWords = 6;

/** "All", "give me everything", "only a part", "not all": how much, without a figure. */
export function shareIn(text: string, scene: Scene): 'all' | 'half' | 'part' | undefined {
  const words = (key: string) => wordsOf(scene, key);
  if (isOneOf(text, words('open.amount_full_words'))) return 'all';
  if (isOneOf(text, words('open.half_words'))) return 'half';
  const says = (key: string) => mentionsOneOf(text, words(key));
  const isShort = plain(text).split(' ').length <= mostWords;
  if (!isShort || /\d/.test(text) || says('open.no_share_words')) return undefined;
  if (says('open.not_half_words')) return says('open.all_said_words') ? 'all' : undefined;
  if (says('open.part_said_words')) return 'part';
  if (says('open.half_words')) return 'half';
  return says('open.all_said_words') ? 'all' : undefined;
}

function inRange(text: string, { left, currency }: Ceiling): AmountAnswer {
  const read = readAmount(text, currency, left);
  if (read.kind === 'none') return none;
  if (read.kind === 'unclear') return refused('open.amount_unclear');
  if (read.kind === 'negative') return refused('open.amount_too_small');
  if (read.minor > left) return refused('open.amount_too_large');
  return read.minor < 1n ? refused('open.amount_too_small') : read;
}

/** Why not; the question that follows says the most that is possible, so this does not. */
const refused = (key: string): AmountAnswer => ({ kind: 'refused', why: phrase(key) });

/** An amount that was said before it was known what it is for: `all`, a share as `50%`, or minor units as text. */
export interface Said {
  readonly said?: string;
  readonly saidCurrency?: string;
}

/** What was said at the start, if it can be meant here. */
export function amountSaid({ said, saidCurrency }: Said, { left, currency }: Ceiling) {
  if (said === undefined) return undefined;
  if (said === 'all') return left;
  if (said.endsWith('%')) return shareOf(left, said);
  const minor = BigInt(said);
  const isMeant = saidCurrency ? saidCurrency === currency : minorDigits(currency) === 2;
  return isMeant && minor >= 1n && minor <= left ? minor : undefined;
}

function shareOf(left: bigint, said: string): bigint | undefined {
  const minor = (left * BigInt(said.slice(0, -1))) / 100n;
  return minor >= 1n && minor <= left ? minor : undefined;
}

/** All or a part of what can be asked for. */
export const amountQuestion = ({ left, currency }: Ceiling, scene: Scene): Message => ({
  text: [phrase('open.ask_amount', { amount: money(left, currency) })],
  choices: [choice(scene, 'full', 'open.amount_full'), choice(scene, 'part', 'open.amount_part')],
});
