import { followFeedback, recordFeedback } from '../services/feedback/record-feedback.ts';
import type { Followed, NewFeedback } from '../services/feedback-port.ts';
import type { FeedbackState, Offered } from './feedback-state.ts';
import { labelOf } from './intents.ts';
import { escapeIn } from './interruptions.ts';
import { textArg } from './kit/args.ts';
import type { Choice, JsonArgs } from './kit/message.ts';
import type { Incoming } from './kit/reply.ts';
import { isOfLastAnswer, solvedChoice } from './solved.ts';
import type { Talk } from './talk.ts';

/** A conversation that misses all the time teaches nothing new; and nobody fills the table with noise. */
const mostRows = 50;
/** Other meanings of the words that are kept for "not solved". */
const mostOthers = 2;
const idle = 'idle';

/** How the turn began: what is written at its end is about this. */
export interface TurnStart {
  /** `flow/step` of the open question. */
  readonly prompt: string;
  readonly rating: JsonArgs | undefined;
  /** The rating is of the answer of the turn before. */
  readonly counts: boolean;
}

export function startOfTurn(
  talk: Talk,
  incoming: Incoming,
  rating: JsonArgs | undefined,
): TurnStart {
  const { feedback } = talk.state;
  const frame = talk.active();
  const prompt = frame ? `${frame.flow}/${frame.step}` : idle;
  const counts = rating !== undefined && isOfLastAnswer(talk, rating);
  if (rating) feedback.ignored = 0;
  else if (feedback.asked && isOfBuyer(incoming)) feedback.ignored += 1;
  return { prompt, rating, counts };
}

/**
 * Writes what was not understood, or whether an answer helped, and what the buyer did after the turn before, if that
 * missed: at most one statement on a miss, one behind it, none on any other turn.
 */
export async function keepFeedback(
  talk: Talk,
  incoming: Incoming,
  start: TurnStart,
): Promise<void> {
  if (!isOfBuyer(incoming)) return;
  const { feedback } = talk.state;
  const { miss } = feedback;
  // Which of the guesses is meant was only asked once more.
  if (feedback.guessing && miss && !talk.unsure && asksWhich(talk)) return;
  feedback.miss = undefined;
  if (miss && !talk.unsure) await noteSequel(talk, incoming, miss);
  if (talk.unsure !== 'asked') feedback.guessing = false;
  const row = talk.unsure ? missIn(talk, incoming, start) : ratingRow(talk, start);
  feedback.asked = asksSolved(talk);
  feedback.unsure = talk.unsure ? feedback.unsure + 1 : 0;
  feedback.answered = answerIn(talk, incoming);
  if (!row || feedback.rows >= mostRows) return;
  feedback.rows += 1;
  const names = talk.scene.buyer?.name ?? '';
  const no = await recordFeedback(talk.scene.ctx, { ...row, names });
  if (no === undefined || row.kind === 'solved' || row.followed === 'handed_over') return;
  feedback.miss = { no, offered: offeredIn(talk) };
}

const asksWhich = ({ messages }: Talk): boolean =>
  messages.some(({ text }) => text.some(({ key }) => key === 'repair.which_one'));

const isOfBuyer = ({ kind }: Incoming): boolean => kind === 'reply' || kind === 'begin';

const asksSolved = ({ messages }: Talk): boolean =>
  messages.some(({ choices }) => choices?.some(({ begins }) => begins?.flow === solvedChoice));

const saidIn = (incoming: Incoming): string =>
  incoming.kind === 'reply' && incoming.reply.kind !== 'choice' ? incoming.reply.text : '';

function missIn(talk: Talk, incoming: Incoming, { prompt }: TurnStart): Row | undefined {
  const text = saidIn(incoming);
  if (!talk.unsure || text.trim() === '') return undefined;
  const { intents: guesses, band } = talk.understand(text);
  const followed = talk.handOff === undefined ? 'left' : 'handed_over';
  return { kind: talk.unsure, prompt, text, guesses, band, followed };
}

type Row = Omit<NewFeedback, 'at' | 'conversationId'>;

function ratingRow(talk: Talk, { rating, counts, prompt }: TurnStart): Row | undefined {
  const { answered } = talk.state.feedback;
  if (!rating || !counts || !answered) return undefined;
  const guesses = [answered.label, ...answered.others].map((label, n) => ({
    label,
    score: n === 0 ? 1 : 0,
  }));
  const kind = rating.answer === 'yes' ? 'solved' : 'unsolved';
  const followed = talk.handOff === undefined ? 'left' : 'handed_over';
  return { kind, prompt, text: answered.text, guesses, band: 'answer', followed };
}

/** The answer that "not solved" would be about in the next turn. */
function answerIn(talk: Talk, incoming: Incoming): FeedbackState['answered'] {
  const label = talk.messages.find(({ answers }) => answers !== undefined)?.answers;
  if (label === undefined || talk.active()) return undefined;
  const text = saidIn(incoming);
  const intents = text === '' ? [] : talk.understand(text).intents;
  const others = intents.map((intent) => intent.label).filter((other) => other !== label);
  return { label, text: text.slice(0, mostTextKept), others: others.slice(0, mostOthers) };
}

/** It stays in the conversation's state until the next turn, unmasked as the message itself. */
const mostTextKept = 1_000;

/** The buyer's next step after a miss; a word of leaving is none. */
async function noteSequel(
  talk: Talk,
  incoming: Incoming,
  { no, offered }: { readonly no: number; readonly offered: readonly Offered[] },
): Promise<void> {
  const sequel = sequelOf(talk, incoming, offered);
  if (sequel) await followFeedback(talk.scene.ctx, no, ...sequel);
}

function sequelOf(
  talk: Talk,
  incoming: Incoming,
  offered: readonly Offered[],
): readonly [Followed, string?] | undefined {
  if (incoming.kind === 'begin') return picked(incoming, offered);
  if (incoming.kind !== 'reply' || incoming.reply.kind === 'files') return undefined;
  if (incoming.reply.kind === 'choice') return ['picked'];
  const wish = escapeIn(incoming.reply.text, talk);
  if (wish === 'person' || talk.handOff !== undefined) return ['handed_over'];
  if (wish) return undefined;
  const { band, intents } = talk.understand(incoming.reply.text);
  const [best] = band === 'answer' ? intents : [];
  return best ? ['rephrased', best.label] : ['rephrased'];
}

function picked(
  { flow, args }: { readonly flow: string; readonly args: JsonArgs },
  offered: readonly Offered[],
): readonly [Followed, string?] {
  if (flow === 'none-of-these') return ['none'];
  const choice = offered.find((one) => one.flow === flow && isSame(one.args, args));
  const kind = flow === 'talk-to-agent' ? 'handed_over' : 'picked';
  return choice ? [kind, choice.label] : [kind];
}

const isSame = (one: JsonArgs, other: JsonArgs): boolean =>
  Object.keys({ ...one, ...other }).every((name) => one[name] === other[name]);

/** The meanings of the last message's buttons. */
function offeredIn({ messages }: Talk): Offered[] {
  return (messages.at(-1)?.choices ?? []).flatMap((choice) => {
    const label = labelOn(choice);
    const { begins } = choice;
    return begins && label ? [{ label, flow: begins.flow, args: begins.args ?? {} }] : [];
  });
}

function labelOn({ label, begins }: Choice): string | undefined {
  const [, guess] = /^main\.mean_(.+)$/.exec(label.key) ?? [];
  if (guess) return guess;
  if (!begins) return undefined;
  return textArg(begins.args ?? {}, 'label') ?? labelOf(begins.flow);
}
