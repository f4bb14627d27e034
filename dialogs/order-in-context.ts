import type { Phrase, Value } from '../knowledge/phrase.ts';
import { findDispute } from '../services/disputes/find-dispute.ts';
import { findOrder } from '../services/orders/find-order.ts';
import type { DisputeView, OrderView } from '../services/views.ts';
import { given, textArg } from './kit/args.ts';
import { beginning } from './kit/choices.ts';
import type { Frame } from './kit/flow.ts';
import type { Choice, JsonArgs, Message } from './kit/message.ts';
import type { Looking } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { day, lastDay, nested, phrase, quote } from './kit/values.ts';
import { mentionsOneOf, wordsOf } from './kit/words.ts';
import { person, privacyLink, resumeOf, welcome } from './menu.ts';
import { pickerOf } from './pick-dispute.ts';
import { choicesFor } from './show-order.ts';
import { orderNumber, titleValue } from './shown.ts';
import { stateText, statusChoices } from './status-message.ts';
import type { Talk } from './talk.ts';

/** Of what a dispute allows, only what comes first: the rest is one press away. */
const mostOfDispute = 2;

/**
 * The buyer has come, from the page of an order if the shop says so. The first time they are greeted, with what can be
 * done for that order now. Later another order is said in one line; a form that was begun is never interrupted.
 */
export async function arrive(
  talk: Talk,
  about: Looking | undefined,
  isOld: boolean,
): Promise<void> {
  const view = about && (await orderOf(about, talk.scene));
  if (!about || !view) {
    if (!talk.state.greeted) talk.say(welcome(talk.scene));
    return;
  }
  if (!talk.state.greeted) talk.say(greeting(about, view, talk.scene));
  else if (await isNew(talk, about)) {
    if (!(await putsByQuestion(talk, isOld))) return;
    const choices = [...choicesOf(about, view, talk.scene), ...resumeOf(talk)];
    talk.say({ text: [phrase('context.now', namesOf(about, view))], choices });
  } else return;
  talk.state.looking = about;
  // So that "no, another order" and "what can I do then" are about it.
  talk.state.last = { flow: 'show-order', args: { ...about } };
}

async function orderOf({ orderId }: Looking, { ctx }: Scene): Promise<OrderView | undefined> {
  const found = await findOrder(ctx, orderId);
  return found.ok ? found.value : undefined;
}

/** Another order than the last time, or the same one after others were spoken of. */
async function isNew(talk: Talk, { orderId, itemId }: Looking): Promise<boolean> {
  const { looking } = talk.state;
  if (looking?.orderId !== orderId || looking.itemId !== itemId) return true;
  const frame = talk.active();
  return (!frame || isPicker(frame)) && !(await isStillAbout(talk, orderId));
}

/** False while a form is open. A list to pick from, and what was left a day ago, stand in nobody's way. */
async function putsByQuestion(talk: Talk, isOld: boolean): Promise<boolean> {
  const frame = talk.active();
  if (!frame) return true;
  if (isOld) await talk.putAway();
  else if (isPicker(frame)) await talk.drop();
  else return false;
  return true;
}

const isPicker = ({ flow }: Frame): boolean => flow.startsWith('pick-');

const greeting = (about: Looking, view: OrderView, scene: Scene): Message => ({
  text: [
    phrase('context.hello', { name: scene.buyer?.name.split(' ')[0] ?? '' }),
    ...standingOf(about, view),
    phrase('welcome.privacy'),
    phrase('welcome.ask'),
  ],
  choices: choicesOf(about, view, scene),
  link: privacyLink,
});

const namesOf = ({ itemId }: Looking, { order }: OrderView): Readonly<Record<string, Value>> => {
  const item = order.items.find(({ id }) => id === itemId);
  return {
    title: item ? quote(item.title) : titleValue(order),
    order: orderNumber(order.id),
  };
};

const disputeOf = ({ items }: OrderView): DisputeView | undefined => {
  const disputes = items.flatMap(({ dispute }) => dispute ?? []);
  return disputes.find(({ label }) => label === 'in_progress') ?? disputes[0];
};

/** Which order it is; then its dispute if it has one, else when it was sent and whether a dispute is possible. */
function standingOf(about: Looking, view: OrderView): readonly Phrase[] {
  const names = namesOf(about, view);
  const dispute = disputeOf(view);
  if (dispute) return [phrase('context.disputed', names), ...stateText(dispute)];
  const { status, shippedAt, completedAt } = view.order;
  const sent = given('shipped', shippedAt === undefined ? undefined : day(shippedAt));
  const done = given('completed', completedAt === undefined ? undefined : day(completedAt));
  const state = nested(`context.is_${status}`, { ...sent, ...done });
  return [phrase('context.looking', { ...names, state, ...given('dispute', windowOf(view)) })];
}

/** Until when a dispute may be opened, or from when; nothing where another reason forbids it. */
function windowOf({ items, opensAt, closesAt, protectionEndsAt }: OrderView): Value | undefined {
  const until = closesAt ?? protectionEndsAt;
  if (items.some(({ whyNotOpen }) => whyNotOpen.length === 0))
    return nested('context.may_open', given('until', until === undefined ? until : lastDay(until)));
  if (opensAt === undefined || !items.some(isTooEarly)) return undefined;
  return nested('context.opens', { from: day(opensAt) });
}

const isTooEarly = ({ whyNotOpen }: OrderView['items'][number]): boolean =>
  whyNotOpen.length === 1 && whyNotOpen[0]?.code === 'too_early';

/** What can be done for this order now, the other orders, a person. */
function choicesOf({ itemId }: Looking, view: OrderView, scene: Scene): readonly Choice[] {
  const dispute = disputeOf(view);
  const disputeId = dispute?.dispute.id ?? '';
  const own = dispute
    ? [
        ...statusChoices(dispute, scene).slice(0, mostOfDispute),
        beginning(scene, 'common.see_dispute', 'dispute-status', { disputeId }),
      ]
    : choicesFor(view, scene).map((choice) => ofItem(choice, itemId));
  return [...own, beginning(scene, 'common.my_orders', 'pick-order'), person(scene)];
}

const ofItem = (choice: Choice, itemId: string | undefined): Choice =>
  itemId === undefined || choice.begins?.flow !== 'open-dispute'
    ? choice
    : { ...choice, begins: { ...choice.begins, args: { ...choice.begins.args, itemId } } };

/** What names something itself: nothing is added to it. */
const naming = ['orderId', 'disputeId', 'trackingNumber', 'mentions', 'days', 'named', 'category'];
/** Asked of any order; other jobs of a dispute are only about this one if it has a dispute. */
const looks = ['dispute-status', 'refund-status'];
const otherWords = ['main.other_order_words', 'main.other_one_words', 'context.all_words'];

/** `args` with the order that the buyer looks at, unless another is meant, or others have been spoken of since. */
export async function inContext(
  talk: Talk,
  text: string,
  flow: string,
  args: JsonArgs,
): Promise<JsonArgs> {
  const { scene, state } = talk;
  const { looking } = state;
  const picker = pickerOf(flow);
  if (!looking || !(picker || flow === 'show-article')) return args;
  if (naming.some((name) => textArg(args, name) !== undefined)) return args;
  const says = (key: string) => mentionsOneOf(text, wordsOf(scene, key));
  if (otherWords.some(says) || !(await isStillAbout(talk, looking.orderId))) return args;
  const view = await orderOf(looking, scene);
  if (!view) return args;
  // "Cancel my dispute" is about one that there is; "send it back" is about what they look at.
  const isOfAny =
    picker === 'pick-dispute' &&
    !looks.includes(flow) &&
    !disputeOf(view) &&
    !says('main.it_words');
  return isOfAny ? args : { ...args, ...looking };
}

/** Guesses lead to the order, too. */
export const guessesInContext = (
  talk: Talk,
  text: string,
  guesses: readonly Choice[],
): Promise<readonly Choice[]> =>
  Promise.all(
    guesses.map(async (guess) => {
      const { begins } = guess;
      if (!begins) return guess;
      const args = await inContext(talk, text, begins.flow, begins.args ?? {});
      return { ...guess, begins: { ...begins, args } };
    }),
  );

/** What was begun last is about this order, or about none. */
async function isStillAbout({ state, scene }: Talk, orderId: string): Promise<boolean> {
  const args = state.last?.args ?? {};
  const named = textArg(args, 'orderId');
  if (named !== undefined) return named === orderId;
  const disputeId = textArg(args, 'disputeId');
  const found = disputeId === undefined ? undefined : await findDispute(scene.ctx, disputeId);
  return !found?.ok || found.value.order.id === orderId;
}
