import type { Understood } from '../knowledge/knowledge.ts';
import type { Phrase } from '../knowledge/phrase.ts';
import { findOrder } from '../services/orders/find-order.ts';
import { listOrders } from '../services/orders/list-orders.ts';
import { isAboutOrder } from './about-order.ts';
import { goesOnIn, newsOf } from './goes-on.ts';
import { factsIn, type Meaning, meaningOf, meaningOfNumbers } from './intents.ts';
import { beginning, ledBy } from './kit/choices.ts';
import type { Choice, JsonArgs } from './kit/message.ts';
import { phrase } from './kit/values.ts';
import { isOneOf, mentionsOneOf, plain, wordsOf } from './kit/words.ts';
import { asksOfLast, correctedLast, goingOn, onLast, thingNamed, withLast } from './last-begun.ts';
import { meaningIn } from './meaning-in.ts';
import { person } from './menu.ts';
import { mentionsIn } from './named-items.ts';
import { guessesInContext, inContext } from './order-in-context.ts';
import { askedUntil, returnAnswer } from './own-questions.ts';
import { isQuestion } from './question.ts';
import { didYouMean, repair, reworded } from './repair.ts';
import { saidToBot } from './said-to-bot.ts';
import { noteSecond } from './second-wish.ts';
import { choicesFor } from './show-order.ts';
import { titleValue } from './shown.ts';
import type { Talk } from './talk.ts';
import { asksToUndo, ofProblem } from './told.ts';
import { blames, hearingBlame, vent } from './vent.ts';

/** At most this many guesses are offered (R25). */
const maxGuesses = 3;

/** What a text means while no question is open. */
export const hearIdle = (talk: Talk, text: string): Promise<void> =>
  hearingBlame(talk, text, () => answer(talk, text));

async function answer(talk: Talk, text: string): Promise<void> {
  // Of a list that has no such place; what it resembles to the understanding is nobody's wish.
  const number = /^\s*(\d{1,2})[.)]?\s*$/.exec(text)?.[1];
  if (number !== undefined) return talk.menu([phrase('main.no_such_number', { number })]);
  if (isSigns(text) && (await stillHere(talk))) return;
  const feeling = feelingIn(text, talk);
  if (feeling) return act(talk, { kind: 'small_talk', label: feeling }, text);
  if (await saidToBot(talk, text)) return;
  const understood = talk.understand(text);
  const meant = meaningIn(talk, text, understood);
  if ((await asksOfLast(talk, text)) || (await correctedLast(talk, text, meant))) return;
  if (await askedUntil(talk, text, meant)) return;
  const thing = await thingNamed(talk, text);
  if (thing) return act(talk, { kind: 'flow', flow: forThing(talk, thing), args: thing }, text);
  if (await goesOnIn(talk, text, meant)) return;
  if (isNews(meant) && (await newsOf(talk, text))) return;
  const goesOn = goingOn(talk, text, meant);
  if (goesOn) return act(talk, goesOn, text);
  const meaning = await returnMeant(talk, meant ?? meaningNamed(talk, text, understood));
  if (meaning?.kind === 'flow') {
    noteSecond(talk, text);
    const aside = isQuestion(text, talk.scene) && returnAnswer(meaning, text, talk.scene);
    if (aside) talk.say({ text: aside });
    const flow = isNewDispute(talk, text, meaning.flow) ? 'open-dispute' : meaning.flow;
    const args = await talk.named(flow, withReason(talk, text, meaning.args));
    return act(talk, { ...meaning, flow, args: withLast(talk, text, flow, args) }, text);
  }
  const request = (await requestOf(talk, text, understood)) ?? problemTold(talk, text, understood);
  if (request) return act(talk, request, text);
  const isAnger = meaning?.kind === 'small_talk' && meaning.label === 'complaint';
  if (blames(talk, text)) return vent(talk, text);
  if (isAnger && (await complaintAbout(talk, text))) return;
  if (meaning && isVague(meaning) && (await unsureAbout(talk, text))) return;
  if (meaning && !isGuessOfLeaving(talk, text, meaning, understood))
    return act(talk, meaning, text);
  const guesses = understood.band === 'ask' ? guessesOf(talk, text, understood) : [];
  if (guesses.length > 0) await talk.remember(factsIn(text, understood, talk.scene));
  if (guesses.length === 0) {
    if (!(await unsureAbout(talk, text))) await repair(talk);
    return;
  }
  talk.state.misses = 0;
  await didYouMean(talk, await guessesInContext(talk, text, guesses));
}

/** "??": somebody waits, or did not understand. */
export const isSigns = (text: string): boolean => /^[\s?!.¿؟]*[?¿؟][\s?!.¿؟]*$/.test(text);

/** Twice what can be done about what was spoken of last; then a person, as after any third miss. */
async function stillHere(talk: Talk): Promise<boolean> {
  const { state } = talk;
  if (state.misses > 1) return false;
  state.misses += 1;
  talk.unsure = 'missed';
  const lead = reworded(talk, 'main.still_here');
  if (!(await onLast(talk, lead))) await talk.menu([lead]);
  return true;
}

/** "News" asks for nothing else by itself. */
const isNews = (meant: Meaning | undefined): boolean =>
  meant?.kind !== 'flow' || ['dispute-status', 'track-order'].includes(meant.flow);

/** With fewer words nothing is told: "wrong item" is a button's name. */
const fewestTold = 4;
const reasonOf: Readonly<Record<string, string>> = {
  faq_not_received: 'not_received',
  faq_not_as_described: 'not_as_described',
};

/** Who tells a problem without one of its plain words ("it has moth holes") is not asked later which of two it is. */
function withReason(talk: Talk, text: string, args: JsonArgs): JsonArgs {
  const reason = reasonOf[String(args.label)];
  const isTold = plain(text).split(' ').length >= fewestTold && !isQuestion(text, talk.scene);
  return reason && isTold && args.reason === undefined ? { ...args, reason } : args;
}

/** "All" is no goodbye, only because nothing fits better. */
function isGuessOfLeaving(
  { scene }: Talk,
  text: string,
  meaning: Meaning,
  { intents: [best] }: Understood,
): boolean {
  if (meaning.kind !== 'small_talk' || meaning.label !== 'goodbye') return false;
  const isSum = isOneOf(text, wordsOf(scene, 'open.amount_full_words'));
  return isSum || (best?.score ?? 0) < sureOfLeaving;
}

const sureOfLeaving = 0.7;

/** "Help with my lamp", "hi, about the lamp": the thing says more than the word. */
const isVague = (meaning: Meaning): boolean =>
  meaning.kind === 'menu' ||
  (meaning.kind === 'small_talk' && ['greeting', 'yes', 'chitchat'].includes(meaning.label));

/** Nothing but pictures: thanks, or anger. */
function feelingIn(text: string, { scene }: Talk): string | undefined {
  if (/[\p{L}\p{N}]/u.test(text)) return undefined;
  const shows = (key: string) => wordsOf(scene, key).some((sign) => text.includes(sign));
  if (shows('main.angry_signs')) return 'complaint';
  return shows('main.happy_signs') ? 'thanks' : undefined;
}

/** A number that no parcel of the buyer's has, while an item has to go back: it is the number of the return. */
async function returnMeant(
  { scene }: Talk,
  meaning: Meaning | undefined,
): Promise<Meaning | undefined> {
  if (meaning?.kind !== 'flow' || meaning.flow !== 'track-order') return meaning;
  const { trackingNumber } = meaning.args;
  if (typeof trackingNumber !== 'string' || !scene.buyer) return meaning;
  const orders = await listOrders(scene.ctx);
  const isOwn = orders.some(({ order }) =>
    order.shipments.some((parcel) => parcel.trackingNumber === trackingNumber),
  );
  const disputes = orders.flatMap(({ items }) => items.flatMap(({ dispute }) => dispute ?? []));
  const [waiting, other] = disputes.filter(({ allowed }) =>
    allowed.some(({ type }) => type === 'ship_back'),
  );
  if (isOwn || !waiting || other) return meaning;
  const args = { trackingNumber, disputeId: waiting.dispute.id };
  return { kind: 'flow', flow: 'ship-return', args };
}

/** Not understood, but a thing of the buyer's is named: what can be done about it, once. */
async function unsureAbout(talk: Talk, text: string): Promise<boolean> {
  const { state, scene } = talk;
  if (state.misses > 1) return false;
  const { orderId } = await talk.named('show-order', mentionsIn(text));
  const found = typeof orderId === 'string' ? await findOrder(scene.ctx, orderId) : undefined;
  if (!found?.ok) return false;
  // What it is about is known now, so this is no step towards giving up.
  state.misses = 1;
  talk.unsure = 'missed';
  state.last = { flow: 'show-order', args: { orderId: found.value.order.id } };
  const title = titleValue(found.value.order);
  const said = [phrase('main.unsure_about', { title })];
  talk.say({ text: said, choices: [...choicesFor(found.value, scene), person(scene)] });
  return true;
}

/** Anger about a thing that is named: how it stands with that thing, instead of "what can I do for you". */
async function complaintAbout(talk: Talk, text: string): Promise<boolean> {
  const facts = factsIn(text, talk.understand(text), talk.scene);
  const dispute = await talk.named('dispute-status', facts);
  const about = dispute.disputeId ? dispute : await talk.named('show-order', facts);
  if (!about.disputeId && !about.orderId)
    return onLast(talk, reworded(talk, 'main.small_complaint'));
  talk.state.misses = 0;
  const before = talk.messages.length;
  await talk.switchTo(about.disputeId ? 'dispute-status' : 'show-order', about);
  const [first] = talk.messages.splice(before, 1);
  if (first)
    talk.messages.splice(before, 0, ledBy([reworded(talk, 'main.small_complaint')], first));
  return true;
}

/** Not sure, but a problem with a thing of the buyer's is told and it shall be undone: the form, unless there is one. */
async function requestOf(
  talk: Talk,
  text: string,
  understood: Understood,
): Promise<Meaning | undefined> {
  const facts = factsIn(text, understood, talk.scene);
  // A long story that asks for money back and names one thing: the form asks what happened.
  const asks = mentionsOneOf(text, wordsOf(talk.scene, 'main.money_words'));
  const isRequest = asksToUndo(text, facts, talk.scene) || (facts.story !== undefined && asks);
  if (understood.band === 'out' || !isRequest) return undefined;
  const named = await talk.named('open-dispute', facts);
  const { orderId } = await inContext(talk, text, 'open-dispute', named);
  if (typeof orderId !== 'string') return undefined;
  const found = await findOrder(talk.scene.ctx, orderId);
  const isOpen =
    found.ok && found.value.items.some(({ dispute }) => dispute?.label === 'in_progress');
  return isOpen ? undefined : meaningOf('open_dispute', facts);
}

const guessedAtProblems = [
  ...ofProblem,
  'track_order',
  'open_dispute',
  'faq_open_window',
  'complaint',
  'greeting',
  'thanks',
  'help',
  'chitchat',
];

/** Not sure of the wish, but a problem is told: its answer only looks, and leads to the rest. */
function problemTold(talk: Talk, text: string, understood: Understood): Meaning | undefined {
  const [best] = understood.intents;
  const { reason, ...facts } = factsIn(text, understood, talk.scene);
  if (!reason || understood.band === 'out' || !best) return undefined;
  if (!guessedAtProblems.includes(best.label)) return undefined;
  const label = reason === 'not_received' ? 'faq_not_received' : 'faq_not_as_described';
  return meaningOf(label, { reason, ...facts });
}

/** Not sure, but a number is there: the best guess if that only looks at the order, else what the number is of. */
function meaningNamed({ scene }: Talk, text: string, understood: Understood): Meaning | undefined {
  const [best, next] = understood.intents;
  const { orderId } = factsIn(text, understood, scene);
  const near = understood.band === 'ask' ? [best, next] : [];
  const looks = near.find((one) => one !== undefined && isAboutOrder(one.label));
  return orderId !== undefined && looks
    ? meaningOf(looks.label, { orderId })
    : meaningOfNumbers(understood);
}

/** The order about which a dispute was just offered. */
function offeredOrder({ state: { last } }: Talk): unknown {
  const isOffered = last?.flow === 'show-article' && isAboutOrder(String(last.args.label));
  return isOffered && !last.args.disputeId ? last.args.orderId : undefined;
}

/** "The phone case", where a dispute about its order was just offered, says about which item. */
const forThing = (talk: Talk, { orderId, itemId }: JsonArgs): string =>
  itemId && offeredOrder(talk) === orderId ? 'open-dispute' : 'show-order';

/** "I want 100%" then is about that one, and no new proposal in the dispute about something else. */
const isNewDispute = (talk: Talk, text: string, flow: string): boolean =>
  flow === 'propose-terms' &&
  offeredOrder(talk) !== undefined &&
  plain(text).split(' ').length <= mostOfSum;

const mostOfSum = 6;

/** A yes that answers no question of ours: what can be done about what was spoken of last is shown again. */
async function yesToLast(talk: Talk, lead: Phrase): Promise<boolean> {
  const disputeId = talk.state.last?.args.disputeId;
  if (!disputeId) return onLast(talk, lead);
  const from = talk.messages.length;
  await talk.begin('dispute-status', { disputeId });
  const [status] = talk.messages.splice(from, 1);
  if (status) talk.messages.splice(from, 0, ledBy([lead], status));
  return true;
}

async function act(talk: Talk, meaning: Meaning, text: string): Promise<void> {
  talk.state.misses = 0;
  if (meaning.kind === 'menu') return talk.menu([phrase('main.help')]);
  if (meaning.kind === 'flow') {
    const { flow, args } = meaning;
    return talk.switchTo(flow, await inContext(talk, text, flow, args));
  }
  // The greeting says hello already.
  if (meaning.label === 'greeting' && !talk.state.greeted) return talk.menu([]);
  const words = reworded(talk, `main.small_${meaning.label}`);
  if (meaning.label === 'yes' && (await yesToLast(talk, words))) return;
  return ['thanks', 'goodbye', 'no'].includes(meaning.label)
    ? talk.say({ text: [words] })
    : talk.menu([words]);
}

function guessesOf(talk: Talk, text: string, understood: Understood): readonly Choice[] {
  const facts = factsIn(text, understood, talk.scene);
  // What was told of the problem is kept for the form already (`remember`).
  const { reason: _r, subReason: _s, remedy: _m, description: _d, photosDone: _p, ...args } = facts;
  return understood.intents.slice(0, maxGuesses).flatMap(({ label }) => {
    const meaning = meaningOf(label, args);
    const named = talk.scene.knowledge.has(`main.mean_${label}`);
    if (meaning?.kind !== 'flow' || !named) return [];
    return [beginning(talk.scene, `main.mean_${label}`, meaning.flow, meaning.args)];
  });
}
