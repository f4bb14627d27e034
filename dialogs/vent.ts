import { listDisputes } from '../services/disputes/list-disputes.ts';
import { factsIn } from './intents.ts';
import { beginning, ledBy } from './kit/choices.ts';
import type { Choice, JsonArgs } from './kit/message.ts';
import type { Scene } from './kit/scene.ts';
import { phrase } from './kit/values.ts';
import { mentionsOneOf, wordsOf } from './kit/words.ts';
import { person, withPerson } from './menu.ts';
import { reworded } from './repair.ts';
import type { Talk } from './talk.ts';

/** "Thieves", "you stole my money", "scam": anger that blames. What is in danger or goes to court is risk (`risk.ts`). */
export const blames = ({ scene }: Pick<Talk, 'scene'>, text: string): boolean =>
  mentionsOneOf(text, wordsOf(scene, 'main.blame_words'));

/**
 * Anger with nothing else in it: a few words, the next thing that can be done, and a person. It is about what is named,
 * else what was spoken of before, else the order that the buyer picks.
 */
export async function vent(talk: Talk, text: string): Promise<void> {
  const { scene, state } = talk;
  state.misses = 0;
  if (!scene.buyer) talk.say({ text: [phrase('main.vent_visitor')], choices: firstSteps(scene) });
  else await nextStep(talk, await aboutOf(talk, text));
  const last = talk.messages.pop();
  if (last) talk.say(withPerson(last, scene));
}

/** The answer to words that blame begins with a few that hear them, whatever it is. */
export async function hearingBlame(
  talk: Talk,
  text: string,
  answer: () => Promise<void>,
): Promise<void> {
  const from = talk.messages.length;
  await answer();
  const [first] = blames(talk, text) ? talk.messages.splice(from, 1) : [];
  if (first) talk.messages.splice(from, 0, ledBy([reworded(talk, 'main.vent')], first));
}

async function nextStep(talk: Talk, { disputeId, orderId }: JsonArgs): Promise<void> {
  if (disputeId) return talk.switchTo('dispute-status', { disputeId });
  const disputed = typeof orderId === 'string' && (await disputeOf(orderId, talk.scene));
  if (disputed) return talk.switchTo('dispute-status', { disputeId: disputed });
  if (orderId) return talk.switchTo('show-order', { orderId });
  const from = talk.messages.length;
  await talk.switchTo('pick-order');
  const [list] = talk.messages.splice(from, 1);
  if (list) talk.say({ ...list, text: [phrase(list.rows ? 'main.vent_order' : 'main.no_orders')] });
}

async function disputeOf(orderId: string, { ctx }: Scene): Promise<string | undefined> {
  const all = await listDisputes(ctx);
  return all.find(({ dispute }) => dispute.orderId === orderId)?.dispute.id;
}

async function aboutOf(talk: Talk, text: string): Promise<JsonArgs> {
  const facts = factsIn(text, talk.understand(text), talk.scene);
  const dispute = await talk.named('dispute-status', facts);
  if (dispute.disputeId) return dispute;
  const order = await talk.named('show-order', facts);
  return order.orderId ? order : (talk.state.last?.args ?? {});
}

const firstSteps = (scene: Scene): readonly Choice[] => [
  ...['faq_not_received', 'faq_not_as_described', 'faq_when_refund'].map((label) =>
    beginning(scene, `main.mean_${label}`, 'show-article', { label }),
  ),
  person(scene),
];

/** Anger in the middle of something else: it is heard, the question stays, and a person stands beside its buttons. */
export async function ventHere(talk: Talk): Promise<void> {
  await talk.again([reworded(talk, 'main.small_complaint')]);
  const last = talk.messages.pop();
  // Where a sum is typed there are no buttons: "1" would be one.
  if (last) talk.say(last.choices || last.rows ? withPerson(last, talk.scene) : last);
}
