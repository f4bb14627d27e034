import type { Understood } from '../knowledge/knowledge.ts';
import type { Phrase } from '../knowledge/phrase.ts';
import { readPart } from '../knowledge/read-part.ts';
import { factsIn, meaningOf } from './intents.ts';
import { jobSaid } from './jobs-said.ts';
import { textArg } from './kit/args.ts';
import { beginning, ledBy, withChoices } from './kit/choices.ts';
import type { Choice, Message } from './kit/message.ts';
import { offersMore } from './kit/personal.ts';
import { nested, phrase } from './kit/values.ts';
import { plain, wordsOf } from './kit/words.ts';
import type { SecondWish } from './main-state.ts';
import { personalFacts } from './personal-offer.ts';
import { answerHere } from './show-article.ts';
import type { Talk } from './talk.ts';

/** Who does the one thing is told the other on the way: a problem and its request are one wish. */
const coveredBy: Readonly<Record<string, readonly string[]>> = {
  open_dispute:
    `faq_how_open faq_not_received faq_not_as_described faq_cannot_open faq_tracking_invalid
    faq_open_window`.split(/\s+/),
  track_order: ['faq_not_received', 'faq_tracking_invalid', 'faq_after_open'],
  dispute_status: ['faq_after_open', 'faq_seller_disagrees'],
  refund_status: `faq_when_refund faq_refund_not_received faq_refund_card faq_refund_bank`.split(
    ' ',
  ),
  cancel_dispute: ['faq_cancel_dispute'],
  appeal: ['faq_not_satisfied', 'dispute_status'],
  add_evidence: ['faq_add_evidence'],
  accept_offer: ['dispute_status', 'reject_offer', 'faq_seller_disagrees'],
  reject_offer: ['dispute_status', 'faq_seller_disagrees'],
  counter_offer: ['dispute_status', 'reject_offer', 'faq_seller_disagrees'],
  return_shipment: [],
  warranty_check: ['faq_warranty'],
  domestic_return_check: ['faq_domestic_return'],
  faq_cannot_open: ['faq_open_window'],
  // A silent seller is a part of the story there, not a question about a dispute.
  faq_not_received: ['faq_tracking_invalid', 'faq_after_open', 'faq_seller_disagrees'],
  faq_not_as_described: ['add_evidence', 'faq_add_evidence'],
  faq_refund_card: ['faq_refund_not_received', 'faq_when_refund'],
  faq_refund_bank: ['faq_refund_not_received', 'faq_when_refund'],
  faq_refund_not_received: ['faq_when_refund'],
};

const covers = (one: string, other: string): boolean => coveredBy[one]?.includes(other) ?? false;

/** The labels of what is wished for, in order: without those that the one before or behind answers with its own. */
function wishesIn({ intents, also = [] }: Understood): readonly string[] {
  const [first] = intents;
  if (!first) return [];
  const all = [...new Set([first.label, ...also.map(({ label }) => label)])];
  return all.filter((label) => !all.some((other) => covers(other, label)));
}

/** The wishes in the order in which they stand in the message. */
export function wishesSaid(talk: Talk, text: string): readonly string[] {
  const labels = wishesIn(talk.understand(text));
  if (labels.length < 2) return labels;
  const placed = labels.map((label) => {
    const clause = clauseOf(talk, text, label);
    return { label, at: clause === undefined ? text.length : text.indexOf(clause) };
  });
  return placed.sort((a, b) => a.at - b.at).map(({ label }) => label);
}

/** Keeps what else the message asks for; a person asked for first takes care of all of it. */
export function noteSecond(talk: Talk, text: string): void {
  const [first, ...others] = wishesSaid(talk, text);
  if (others.length === 0 || first === 'human_agent') return;
  // A job that certain words ask for is all that this sentence wants.
  if (jobSaid(text, talk.understand(text), talk.scene)) return;
  const [second, third] = others.flatMap((label) => wishOf(talk, text, label) ?? []);
  if (!second) return;
  talk.state.second = third ? { ...second, third } : second;
  talk.hasNewSecond = true;
}

function wishOf(talk: Talk, text: string, label: string): SecondWish | undefined {
  const clause = clauseOf(talk, text, label) ?? '';
  if (isOfTheFirst(talk, clause)) return undefined;
  const meaning = meaningOf(label, factsIn(clause, talk.understand(clause), talk.scene));
  const isNamed = meaning?.kind === 'flow' && talk.scene.knowledge.has(`main.mean_${label}`);
  return isNamed ? { label, flow: meaning.flow, args: meaning.args } : undefined;
}

/** "Where is it" asks for what was named before it. */
const isOfTheFirst = ({ scene }: Talk, clause: string): boolean => {
  const words = plain(clause).split(' ');
  return (
    words.length <= shortClause && wordsOf(scene, 'main.it_words').some((it) => words.includes(it))
  );
};
const shortClause = 4;

/** A message has no more parts than these that are read alone. */
const maxClauses = 12;

/** The part of the message that asks for this: what it names is about this wish alone. */
function clauseOf(talk: Talk, text: string, label: string): string | undefined {
  const joints = wordsOf(talk.scene, 'main.clause_words').join('|');
  const clauses = readPart(text)
    .split(new RegExp(`[.!?;,\\n]+|\\s(?:${joints})\\s`, 'iu'))
    .map((part) => part.trim())
    .filter(Boolean);
  const said = clauses.slice(0, maxClauses);
  const scores = said.map(
    (part) => talk.understand(part).intents.find((one) => one.label === label)?.score ?? 0,
  );
  const best = Math.max(0, ...scores);
  return best > 0 ? said[scores.indexOf(best)] : undefined;
}

/** The message without the part that asks for something else. */
export function aboutFirst(talk: Talk, text: string): string {
  const [, second] = wishesSaid(talk, text);
  const clause = second && clauseOf(talk, text, second);
  return clause ? withoutClause(talk, text, clause) : text;
}

/** Without the word that joins it to the rest, too: what is left may be shown to the seller. */
function withoutClause({ scene }: Talk, text: string, clause: string): string {
  const at = text.indexOf(clause);
  const before = text.slice(0, at);
  const behind = text.slice(at + clause.length);
  const joints = ['main.clause_words', 'main.also_words'].flatMap((key) => wordsOf(scene, key));
  const end = new RegExp(`(?:[\\s,;:]|\\b(?:${joints.join('|')})\\b)+$`, 'iu');
  const rest = behind.replace(/^[\s,;:.!?]+/u, '');
  return [before.replace(end, ''), rest].filter(Boolean).join(' ').trim();
}

/** At the end of a turn: what else was asked for, unless the first thing has a question open. */
export async function serveSecond(talk: Talk): Promise<void> {
  const { second } = talk.state;
  if (!second || talk.handOff !== undefined) return;
  if (!talk.active()) return serve(talk, second);
  if (!talk.hasNewSecond) return;
  // A list is answered in a word: the first wish comes first, and both answers are about the buyer's own.
  const isList = talk.active()?.flow.startsWith('pick-');
  if (second.flow === 'show-article' && !isList) return answerNow(talk, second);
  const last = talk.messages.pop();
  if (last) talk.say(ledBy([phrase('main.then_second', named(second))], last));
}

const named = ({ label }: SecondWish) => ({ wish: nested(`main.wish_${label}`) });

const leadTo = (second: SecondWish): readonly Phrase[] => [
  phrase('main.also_asked', named(second)),
];

async function serve(talk: Talk, second: SecondWish): Promise<void> {
  talk.state.second = undefined;
  await serveBehind(talk, second);
  if (!second.third || talk.handOff !== undefined) return;
  if (talk.active()) talk.state.second = second.third;
  else nameThird(talk, second.third);
}

/** Two answers are enough for a turn (R31): what else was asked is named, one press away. */
function nameThird({ messages, scene }: Talk, third: SecondWish): void {
  const last = messages.pop();
  if (!last) return;
  const button = beginning(scene, `main.mean_${third.label}`, third.flow, third.args);
  const text = [...withoutOffer(last).text, phrase('main.third_asked', named(third))];
  messages.push(withChoices({ ...last, text }, [button]));
}

async function serveBehind(talk: Talk, second: SecondWish): Promise<void> {
  const first = talk.messages.splice(0);
  await talk.begin(second.flow, await talk.named(second.flow, second.args));
  const then = inOne(talk.messages.splice(0));
  const before = inOne(first.map(withoutOffer));
  if (!then) return talk.say(...first);
  const led = ledBy(leadTo(second), then);
  if (!before) return talk.say(led);
  const { choices, ...said } = before;
  // Below the name of another thing its buttons would be about the wrong one.
  const isOther = before.heading !== undefined && then.heading !== undefined;
  talk.say(said, talk.active() || isOther ? led : withSome(led, choices ?? []));
}

/** A question of the help center needs no waiting: its answer, then the open question. */
async function answerNow(talk: Talk, second: SecondWish): Promise<void> {
  talk.state.second = second.third ?? undefined;
  const answer = inOne(await answerOwn(talk, second));
  const prompt = talk.messages.pop();
  const before = talk.messages.splice(0);
  const lead = before.length > 0 ? leadTo(second) : [phrase('main.before_form', named(second))];
  const one = inOne([...before, ...(answer ? [ledBy(lead, answer)] : [])]);
  if (one) talk.say(one);
  if (prompt) talk.say(prompt);
}

/** These name the dispute that they are about, so they can be said beside whatever else is open. */
const ofDisputes = ['faq_not_satisfied', 'faq_add_evidence', 'faq_cancel_dispute'];

/** The answer with what it means for the buyer's own order or dispute. */
async function answerOwn(talk: Talk, { args }: SecondWish): Promise<readonly Message[]> {
  const { scene } = talk;
  const label = String(args.label);
  const orderId = textArg(args, 'orderId');
  const answer = await answerHere(label, orderId, scene);
  const last = answer.at(-1);
  if (!last || orderId !== undefined || !ofDisputes.includes(label)) return answer;
  const facts = await personalFacts(label, scene, {});
  return [...answer.slice(0, -1), { ...last, text: [...last.text, ...facts] }];
}

/** Several messages as one bubble, so that two answers are two bubbles (R31). */
function inOne(messages: readonly Message[]): Message | undefined {
  const [first, ...others] = messages;
  if (!first) return undefined;
  return others.reduce(joined, first);
}

function joined(a: Message, b: Message): Message {
  const heading = a.heading ?? b.heading;
  const apart = a.heading && b.heading ? [b.heading] : [];
  const { answers: _a, ...before } = a;
  // Behind two answers it can't be asked whether "it" helped.
  const { answers: _b, ...behind } = b;
  return {
    ...before,
    ...behind,
    ...(heading ? { heading } : {}),
    text: [...a.text, ...apart, ...b.text],
    ...(a.facts || b.facts ? { facts: [...(a.facts ?? []), ...(b.facts ?? [])] } : {}),
    ...(a.rows || b.rows ? { rows: [...(a.rows ?? []), ...(b.rows ?? [])] } : {}),
    choices: [...(b.choices ?? []), ...(a.choices ?? [])],
    ...(a.source ? { source: a.source } : {}),
  };
}

/** The offer behind an answer is not made where another answer follows: its button stays. */
const withoutOffer = (message: Message): Message => {
  const text = message.text.filter((one) => !offersMore(one));
  return text.length === 0 ? message : { ...message, text };
};

/** More buttons than these are no choice any more (R09). */
const maxChoices = 5;

function withSome(message: Message, more: readonly Choice[]): Message {
  const own = message.choices ?? [];
  const isThere = (one: Choice) =>
    own.some(
      ({ label, begins }) => label.key === one.label.key || begins?.flow === one.begins?.flow,
    );
  const fresh = more.filter((one) => !isThere(one));
  return { ...message, choices: [...own, ...fresh].slice(0, Math.max(own.length, maxChoices)) };
}
