import type { Step } from '../kit/flow.ts';
import type { Next } from '../kit/next.ts';
import type { Scene } from '../kit/scene.ts';
import { money, phrase } from '../kit/values.ts';
import { isOneOf, plain, wordsOf } from '../kit/words.ts';
import { amountIn } from './amount-answer.ts';
import type { OpenDraft } from './draft.ts';
import { chosenItem } from './order-steps.ts';

/** The steps that ask for the amount read it themselves. */
const askingSteps = ['amount', 'part'];

/** The steps of the form, each of which notes an amount that is typed there, and then asks its own question again. */
export const withAmountAside = (
  steps: Readonly<Record<string, Step<OpenDraft>>>,
): Readonly<Record<string, Step<OpenDraft>>> =>
  Object.fromEntries(
    Object.entries(steps).map(([name, step]) => [
      name,
      askingSteps.includes(name) ? step : noting(name, step),
    ]),
  );

function noting(name: string, step: Step<OpenDraft>): Step<OpenDraft> {
  const { take } = step;
  if (!take) return step;
  return {
    ...step,
    async take(draft, reply, scene) {
      const noted = reply.kind === 'text' && (await note(name, draft, reply.text, scene));
      return noted || take(draft, reply, scene);
    },
  };
}

async function note(
  step: string,
  draft: OpenDraft,
  text: string,
  scene: Scene,
): Promise<Next<OpenDraft> | undefined> {
  if (!isAmount(text, scene)) return undefined;
  const chosen = await chosenItem(draft, scene);
  if (!chosen) return noteBefore(step, draft, text, scene);
  const { left, order } = chosen;
  const answer = amountIn({ kind: 'text', text }, { left, currency: order.currency }, scene);
  if (answer.kind === 'none' || answer.kind === 'part') return undefined;
  if (answer.kind === 'refused') return { do: 'goto', step, draft, say: [{ text: [answer.why] }] };
  const said = phrase('open.amount_noted', { amount: money(answer.minor, order.currency) });
  const amount = String(answer.minor);
  return { do: 'goto', step, draft: { ...draft, amount }, say: [{ text: [said] }] };
}

/** Which item is not known yet: the amount is told when it is (`amountStep`). */
function noteBefore(
  step: string,
  draft: OpenDraft,
  text: string,
  scene: Scene,
): Next<OpenDraft> | undefined {
  const [amount] = scene.knowledge.understand(text).entities.amounts;
  if (!amount) return undefined;
  const { minor, currency: saidCurrency = '' } = amount;
  return { do: 'goto', step, draft: { ...draft, said: String(minor), saidCurrency } };
}

/** "25,50", "20 dollars please", "half": money, and nothing said besides it. A bare "2" may mean anything. */
function isAmount(text: string, scene: Scene): boolean {
  if (isOneOf(text, wordsOf(scene, 'open.half_words'))) return true;
  const { amounts } = scene.knowledge.understand(text).entities;
  const isMoney = /\d[.,]\d/.test(text) || amounts.some(({ currency }) => currency !== undefined);
  const around = wordsOf(scene, 'open.amount_around');
  const words = plain(text.replace(/[^\p{L}\s]/gu, ' '))
    .split(' ')
    .filter(Boolean);
  return amounts.length === 1 && isMoney && words.every((word) => around.includes(word));
}
