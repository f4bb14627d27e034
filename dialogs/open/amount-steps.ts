import { decimalString } from '../../services/domain/money.ts';
import type { Step } from '../kit/flow.ts';
import type { Next } from '../kit/next.ts';
import type { Reply } from '../kit/reply.ts';
import type { Scene } from '../kit/scene.ts';
import { money, phrase, quote } from '../kit/values.ts';
import { amountIn, amountQuestion, amountSaid, type Ceiling } from './amount-answer.ts';
import type { OpenDraft } from './draft.ts';
import { type Chosen, chosenItem } from './order-steps.ts';
import { toNext } from './reason-steps.ts';

/** All or a part; an amount may be typed at once. */
export const amountStep: Step<OpenDraft> = {
  hint: 'open.amount_hint',
  async enter(draft, scene) {
    const chosen = await chosenItem(draft, scene);
    if (!chosen) return toNext(draft);
    const ceiling = ceilingOf(chosen);
    const said = amountSaid(draft, ceiling);
    if (said !== undefined) return taken(withoutSaid(draft), said, chosen, true);
    return { do: 'ask', draft, message: amountQuestion(ceiling, scene) };
  },
  async take(draft, reply, scene) {
    const chosen = await chosenItem(draft, scene);
    if (!chosen) return toNext(draft);
    if (reply.kind === 'choice' && reply.id === 'part') return { do: 'goto', step: 'part', draft };
    return takeAmount(draft, reply, chosen, scene);
  },
};

const ceilingOf = ({ left, order }: Chosen): Ceiling => ({ left, currency: order.currency });

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
    if (!chosen) return toNext(draft);
    const isPart = amountIn(reply, ceilingOf(chosen), scene).kind === 'part';
    return isPart ? { do: 'miss' } : takeAmount(draft, reply, chosen, scene);
  },
};

function takeAmount(draft: OpenDraft, reply: Reply, chosen: Chosen, scene: Scene): Next<OpenDraft> {
  const answer = amountIn(reply, ceilingOf(chosen), scene);
  if (answer.kind === 'none') return { do: 'miss' };
  if (answer.kind === 'part') return { do: 'goto', step: 'part', draft };
  if (answer.kind === 'refused')
    return { do: 'goto', step: 'part', draft, say: [{ text: [answer.why] }] };
  return taken(draft, answer.minor, chosen, false);
}

/** What was said before any question is told with the item, so that a wrong one is seen at once (R12). */
function taken(
  draft: OpenDraft,
  minor: bigint,
  { item, order }: Chosen,
  withTitle: boolean,
): Next<OpenDraft> {
  const amount = money(minor, order.currency);
  const noted = withTitle ? { amount, title: quote(item.title) } : { amount };
  return {
    do: 'goto',
    step: 'next',
    draft: { ...draft, amount: String(minor) },
    say: [{ text: [phrase('open.amount_noted', noted)] }],
  };
}
