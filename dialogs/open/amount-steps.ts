import { decimalString, minorDigits } from '../../services/domain/money.ts';
import type { Refusal } from '../../services/domain/refusal.ts';
import { choice } from '../kit/choices.ts';
import { explain } from '../kit/explain.ts';
import type { Step } from '../kit/flow.ts';
import type { Next } from '../kit/next.ts';
import type { Reply } from '../kit/reply.ts';
import type { Scene } from '../kit/scene.ts';
import { money, phrase } from '../kit/values.ts';
import { isOneOf, wordsOf } from '../kit/words.ts';
import type { OpenDraft } from './draft.ts';
import { type Chosen, chosenItem } from './order-steps.ts';
import { readAmount } from './read-amount.ts';
import { toNext } from './reason-steps.ts';

/** All or a part; an amount may be typed at once. */
export const amountStep: Step<OpenDraft> = {
  hint: 'open.amount_hint',
  async enter(draft, scene) {
    const chosen = await chosenItem(draft, scene);
    if (!chosen) return toNext(draft);
    const said = amountSaid(draft, chosen);
    if (said !== undefined) return taken(withoutSaid(draft), said, chosen.order.currency);
    const all = money(chosen.left, chosen.order.currency);
    return {
      do: 'ask',
      draft,
      message: {
        text: [phrase('open.ask_amount', { amount: all })],
        choices: [
          choice(scene, 'full', 'open.amount_full'),
          choice(scene, 'part', 'open.amount_part'),
        ],
      },
    };
  },
  async take(draft, reply, scene) {
    const chosen = await chosenItem(draft, scene);
    if (!chosen) return toNext(draft);
    if (reply.kind === 'choice' && reply.id === 'part') return { do: 'goto', step: 'part', draft };
    return takeAmount(draft, reply, chosen, scene);
  },
};

/** What was said at the start, if it can be meant of this order. */
function amountSaid({ said, saidCurrency }: OpenDraft, { left, order }: Chosen) {
  if (said === undefined) return undefined;
  if (said === 'all') return left;
  const minor = BigInt(said);
  const isMeant = saidCurrency
    ? saidCurrency === order.currency
    : minorDigits(order.currency) === 2;
  return isMeant && minor >= 1n && minor <= left ? minor : undefined;
}

/** Taken once: who changes the amount later is asked. */
const withoutSaid = ({ said: _s, saidCurrency: _c, ...rest }: OpenDraft): OpenDraft => rest;

/** The amount itself, typed: no buttons here, so that "2" is two dollars and not the second button. */
export const partStep: Step<OpenDraft> = {
  hint: 'open.amount_hint',
  async enter(draft, scene) {
    const chosen = await chosenItem(draft, scene);
    if (!chosen) return toNext(draft);
    const { left, order } = chosen;
    const example = decimalString({ minor: (left + 1n) / 2n, currency: order.currency });
    const text = [phrase('open.ask_part', { amount: money(left, order.currency), example })];
    return { do: 'ask', draft, message: { text } };
  },
  async take(draft, reply, scene) {
    const chosen = await chosenItem(draft, scene);
    return chosen ? takeAmount(draft, reply, chosen, scene) : toNext(draft);
  },
};

function takeAmount(draft: OpenDraft, reply: Reply, chosen: Chosen, scene: Scene): Next<OpenDraft> {
  const { left, order } = chosen;
  if (reply.kind === 'choice')
    return reply.id === 'full' ? taken(draft, left, order.currency) : { do: 'miss' };
  if (isOneOf(reply.text, wordsOf(scene, 'open.amount_full_words')))
    return taken(draft, left, order.currency);
  if (isOneOf(reply.text, wordsOf(scene, 'open.half_words')))
    return taken(draft, left / 2n, order.currency);
  const { currency: said } = scene.knowledge.understand(reply.text).entities.amounts[0] ?? {};
  if (said && said !== order.currency) {
    const text = [phrase('open.other_currency', { said, currency: order.currency })];
    return { do: 'goto', step: 'part', draft, say: [{ text }] };
  }
  return inRange(draft, reply.text, chosen);
}

function inRange(draft: OpenDraft, text: string, { left, order }: Chosen): Next<OpenDraft> {
  const read = readAmount(text, order.currency, left);
  if (read.kind === 'none') return { do: 'miss' };
  if (read.kind === 'unclear') {
    const example = money(left / 2n, order.currency);
    const say = [{ text: [phrase('open.amount_unclear', { example })] }];
    return { do: 'goto', step: 'part', draft, say };
  }
  const refusal = outOfRange(read.minor, left, order.currency);
  if (!refusal) return taken(draft, read.minor, order.currency);
  return { do: 'goto', step: 'part', draft, say: [{ text: [explain(refusal)] }] };
}

function outOfRange(amount: bigint, max: bigint, currency: string): Refusal | undefined {
  const facts = { amount, min: 1n, max, currency };
  if (amount > max) return { code: 'amount_too_large', rule: 'refundCeiling', facts };
  return amount < 1n ? { code: 'amount_too_small', rule: 'refundCeiling', facts } : undefined;
}

const taken = (draft: OpenDraft, minor: bigint, currency: string): Next<OpenDraft> => ({
  do: 'goto',
  step: 'next',
  draft: { ...draft, amount: String(minor) },
  say: [{ text: [phrase('open.amount_noted', { amount: money(minor, currency) })] }],
});
