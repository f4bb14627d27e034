import { meaningOf } from './intents.ts';
import { textArg } from './kit/args.ts';
import { beginning, withChoices } from './kit/choices.ts';
import type { Choice, JsonArgs, Message } from './kit/message.ts';
import type { Incoming } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { phrase } from './kit/values.ts';
import { isOneOf, mentionsOneOf, plain, wordsOf } from './kit/words.ts';
import { jobs, person, resumeOf } from './menu.ts';
import { reworded } from './repair.ts';
import { actionsOf } from './show-article.ts';
import type { Talk } from './talk.ts';

/** Between two questions whether an answer helped. */
const minutesBetween = 30;
const minute = 60_000;
/** After as many in a row without a reply it is not asked any more in this conversation. */
const mostIgnored = 2;
/** After as many answers in a row that did not help a person is asked for (R23). */
const unsolvedForPerson = 2;
/** Other answers, and then other actions, that are offered. */
const mostOthers = 2;

/** The button's name among what a choice begins; it is no flow: the question is about the turn before. */
export const solvedChoice = 'solved';

/**
 * Behind the answer of an article that ends a turn: whether it helped. Not where something of the buyer's own follows
 * (an offer, a form, a second wish), not again within half an hour, and never after two that were not replied to.
 */
export function askSolved(talk: Talk): void {
  const { feedback } = talk.state;
  const last = talk.messages.at(-1);
  if (last?.answers === undefined || !mayAsk(talk) || asksSomething(last, talk.scene)) return;
  feedback.askedAt = talk.scene.ctx.now;
  const { answers: label, ...answer } = last;
  const choices = [rating(talk.scene, label, 'yes'), rating(talk.scene, label, 'no')];
  const text = [...answer.text, reworded(talk, 'solved.ask')];
  talk.messages[talk.messages.length - 1] = withChoices(
    { ...answer, answers: label, text },
    choices,
  );
}

function mayAsk(talk: Talk): boolean {
  const { feedback, kept, second } = talk.state;
  const goesOn = talk.active() ?? kept ?? second ?? talk.handOff;
  if (goesOn !== undefined || feedback.ignored >= mostIgnored) return false;
  // Still the same problem: whether this answer is the right one matters more than the pause.
  if (feedback.unsolved > 0) return true;
  const since = talk.scene.ctx.now - (feedback.askedAt ?? Number.NEGATIVE_INFINITY);
  return since >= minutesBetween * minute;
}

const asksSomething = ({ text }: Message, { knowledge, listener }: Scene): boolean =>
  text.some((one) => knowledge.say(one, listener, 'plain').includes('?'));

const rating = (scene: Scene, label: string, answer: 'yes' | 'no'): Choice =>
  beginning(scene, `solved.${answer}`, solvedChoice, { label, answer });

/** The press of one of the two buttons, or words that can only be about what was said in the turn before. */
export function ratingIn(talk: Talk, incoming: Incoming): JsonArgs | undefined {
  if (incoming.kind === 'begin' && incoming.flow === solvedChoice) return incoming.args;
  if (incoming.kind !== 'reply' || incoming.reply.kind !== 'text' || talk.active())
    return undefined;
  const label = talk.state.feedback.answered?.label;
  const { text } = incoming.reply;
  const says = (key: string) => saysOnly(text, wordsOf(talk.scene, key));
  // Whatever was said before: who says so is not left alone.
  if (says('solved.did_not_help_words')) return { label: label ?? '', answer: 'no' };
  return label !== undefined && says('solved.helped_words') ? { label, answer: 'yes' } : undefined;
}

/** More words than these tell something else besides. */
const mostWords = 7;

/** The words alone, or in a short sentence: "perfect, that answers my question". One word alone may mean anything. */
function saysOnly(text: string, words: readonly string[]): boolean {
  if (isOneOf(text, words)) return true;
  const phrases = words.filter((word) => word.includes(' '));
  return plain(text).split(' ').length <= mostWords && mentionsOneOf(text, phrases);
}

/** The reply to it: a good end, or the way on. */
export async function takeRating(talk: Talk, args: JsonArgs): Promise<void> {
  const { feedback } = talk.state;
  const isYes = args.answer === 'yes';
  const counts = isOfLastAnswer(talk, args);
  if (counts) feedback.unsolved = isYes ? 0 : feedback.unsolved + 1;
  if (talk.active()) return talk.again([phrase('solved.noted')]);
  if (isYes) return talk.say({ text: [reworded(talk, 'solved.good')] });
  if (feedback.unsolved < unsolvedForPerson) return leadOn(talk, textArg(args, 'label') ?? '');
  feedback.unsolved = 0;
  talk.say({ text: [reworded(talk, 'solved.person')] });
  await talk.begin('talk-to-agent', { why: 'not_solved' });
}

/** A second press, or that of an old button, says nothing new. */
export const isOfLastAnswer = ({ state }: Talk, { label }: JsonArgs): boolean =>
  state.feedback.answered !== undefined && state.feedback.answered.label === label;

/** Other likely answers, what can be done about it, a person. */
function leadOn(talk: Talk, label: string): void {
  const { scene, state } = talk;
  const others = othersThan(label, state.feedback.answered?.others ?? [], scene);
  const begun = new Set(others.map(({ begins }) => begins?.flow));
  const actions = actionsOf(label, scene)
    .filter(({ begins }) => begins?.flow !== 'talk-to-agent' && !begun.has(begins?.flow))
    .slice(0, mostOthers);
  const near = [...others, ...actions];
  const choices = near.length > 0 ? [...near, person(scene)] : jobs(scene);
  talk.say({ text: [reworded(talk, 'solved.others')], choices: [...resumeOf(talk), ...choices] });
}

/** What the words may have meant besides, else the other parts of the same article. */
function othersThan(label: string, guesses: readonly string[], scene: Scene): readonly Choice[] {
  const { article } = scene.knowledge.answerTo(label) ?? {};
  const near =
    guesses.length > 0 ? guesses : (article?.subAnswers ?? []).map((part) => part.intent);
  return near
    .filter((other) => other !== label && scene.knowledge.has(`main.mean_${other}`))
    .flatMap((other) => {
      const meaning = meaningOf(other);
      if (meaning?.kind !== 'flow' || meaning.flow === 'talk-to-agent') return [];
      return [beginning(scene, `main.mean_${other}`, meaning.flow, meaning.args)];
    })
    .slice(0, mostOthers);
}
