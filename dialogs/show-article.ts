import type { Phrase } from '../knowledge/phrase.ts';
import { findOrder } from '../services/orders/find-order.ts';
import { aboutOrder } from './about-order.ts';
import { lateItems } from './goods-after-refund.ts';
import { given, textArg } from './kit/args.ts';
import { beginning, withChoices } from './kit/choices.ts';
import type { Flow } from './kit/flow.ts';
import type { Choice, Message } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Scene } from './kit/scene.ts';
import { phrase, quote } from './kit/values.ts';
import { personalOffer } from './personal-offer.ts';
import { choicesFor } from './show-order.ts';

type Draft = {
  readonly label: string;
  readonly orderId?: string;
  readonly itemId?: string;
  readonly disputeId?: string;
};

/** The help center's answer to a question, then the buyer's own order or dispute that it may be about. */
export const showArticle: Flow<Draft> = {
  name: 'show-article',
  version: 1,
  start: (args) => ({
    label: textArg(args, 'label') ?? '',
    ...given('orderId', textArg(args, 'orderId')),
    ...given('itemId', textArg(args, 'itemId')),
    ...given('disputeId', textArg(args, 'disputeId')),
  }),
  first: 'show',
  steps: { show: { enter: show } },
};

async function show({ label, ...named }: Draft, scene: Scene): Promise<Next<Draft>> {
  const { orderId, itemId } = named;
  const about =
    orderId && (await aboutOrder(label, { orderId, ...given('itemId', itemId) }, scene));
  if (about && about.kind === 'says') return { do: 'end', say: about.messages };
  if (about && about.kind === 'dispute')
    return { do: 'end', begin: { flow: 'dispute-status', args: { disputeId: about.disputeId } } };
  if (about) return { do: 'end', begin: { flow: 'track-order', args: { orderId } } };
  if (label === 'faq_received_after_refund' && (await lateItems(orderId ?? '', scene)).length > 0)
    return { do: 'end', begin: { flow: 'goods-after-refund', args: { orderId: orderId ?? '' } } };
  const answer = answerTo(label, scene);
  if (!answer) return { do: 'end', begin: { flow: 'menu' } };
  const offer = await personalOffer(label, scene, named);
  const choices = await nextOf(label, scene, offer ? undefined : orderId);
  if (!offer) return { do: 'end', say: [withChoices(answer, choices)] };
  // Buttons stand under the last message only; what the personal one settles is not offered again.
  const others = choices.filter(({ begins }) => !offer.settles.includes(begins?.flow ?? ''));
  return { do: 'end', say: [withoutPromise(answer, label), withChoices(offer.message, others)] };
}

/** What follows a dispute's opening, asked of an order that has none: what can be done for that order. */
async function nextOf(
  label: string,
  scene: Scene,
  orderId: string | undefined,
): Promise<readonly Choice[]> {
  const isUndisputed = label === 'faq_after_open' && orderId !== undefined;
  const found = isUndisputed ? await findOrder(scene.ctx, orderId) : undefined;
  return found?.ok ? choicesFor(found.value, scene) : actionsOf(label, scene);
}

/** "I can show you your own dates" is not promised right above them. */
const promising = ['faq_cannot_open', 'faq_when_refund'];

export const withoutPromise = (answer: Message, label: string): Message =>
  promising.includes(label) ? { ...answer, text: answer.text.slice(0, 1) } : answer;

/** In the middle of a form: the answer alone, for the order that is named if it is the buyer's own. */
export async function answerHere(
  label: string,
  orderId: string | undefined,
  scene: Scene,
): Promise<readonly Message[]> {
  const about = orderId === undefined ? undefined : await aboutOrder(label, { orderId }, scene);
  if (about?.kind === 'says') return about.messages.map(({ choices: _c, ...message }) => message);
  const answer = answerTo(label, scene);
  if (!answer) return [];
  // The form goes on, so whether it helped is not asked.
  const { answers: _label, ...said } = answer;
  return [said];
}

/** The short answer with its source, without buttons: in the middle of a form that is all. */
function answerTo(label: string, scene: Scene): Message | undefined {
  const found = scene.knowledge.answerTo(label);
  if (!found) return undefined;
  const { article, part } = found;
  const said = (part ?? article).short.split('\n\n').map(paragraph);
  const toVisitor = `article.visitor_${label}`;
  const text =
    scene.buyer || !scene.knowledge.has(toVisitor)
      ? said
      : [...said.slice(0, -1), phrase(toVisitor)];
  return { text, source: article.slug, answers: label };
}

const paragraph = (text: string): Phrase => phrase('article.says', { text: quote(text) });

/** To a visitor these say the article again. */
const ofOwnItems = ['check-warranty', 'check-domestic-return'];

/** Flow names of an article as buttons; those that have no flow yet are left out. */
export function actionsOf(label: string, scene: Scene): readonly Choice[] {
  const found = scene.knowledge.answerTo(label);
  const actions = (found?.part ?? found?.article)?.actions ?? [];
  return actions
    .filter((flow) => scene.knowledge.has(`article.action.${flow}`))
    .filter((flow) => scene.buyer || !ofOwnItems.includes(flow))
    .map((flow) => beginning(scene, `article.action.${flow}`, flow));
}
