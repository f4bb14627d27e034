import type { Understood } from '../knowledge/knowledge.ts';
import { filesUnasked } from './files-unasked.ts';
import {
  factsIn,
  jobNamed,
  labelNamed,
  type Meaning,
  meaningOf,
  meaningOfNumbers,
} from './intents.ts';
import { escapeIn, interrupt } from './interruptions.ts';
import { beginning } from './kit/choices.ts';
import type { Frame } from './kit/flow.ts';
import type { Choice } from './kit/message.ts';
import type { Reply } from './kit/reply.ts';
import { phrase } from './kit/values.ts';
import { isOneOf, wordsOf } from './kit/words.ts';
import { didYouMean, repair, reworded } from './repair.ts';
import { answerTo } from './show-article.ts';
import type { Talk } from './talk.ts';

/** At most this many guesses are offered (R25). */
const maxGuesses = 3;
/** A longer text at a free-text question is the answer, however much it sounds like a question. */
const longestQuestion = 120;

/** What the buyer said: an escape, the answer to the open question, a question in between, or something new. */
export async function hear(talk: Talk, reply: Reply): Promise<void> {
  const text = reply.kind === 'choice' ? '' : reply.text;
  const frame = talk.active();
  const unclear = frame && talk.hintOf(frame).unclear;
  if (unclear && isOneOf(text, wordsOf(talk.scene, unclear)))
    return repair(talk, frame.misses === 0 ? phrase('repair.unclear') : undefined);
  const wish = escapeIn(text, talk);
  if (wish) return interrupt(talk, wish);
  if (!frame) return reply.kind === 'files' ? filesUnasked(talk, reply) : hearIdle(talk, text);
  const meaning = talk.hintOf(frame).freeText ? questionIn(talk, text) : undefined;
  if (meaning) return leadAway(talk, frame, meaning);
  if (await talk.take(reply)) return;
  if (reply.kind === 'files') return repair(talk, phrase('repair.no_files_here'));
  await offTheQuestion(talk, frame, text);
}

/** A clear question at a prompt that would take any text as its answer. */
function questionIn(talk: Talk, text: string): Meaning | undefined {
  if (!text.trim().endsWith('?') || text.length > longestQuestion) return undefined;
  return meaningIn(talk, text, talk.scene.knowledge.understand(text));
}

/** What the text surely means: it names a button, or the understanding is sure. */
function meaningIn(talk: Talk, text: string, understood: Understood): Meaning | undefined {
  const job = jobNamed(text, talk.scene);
  if (job) return job;
  const [best] = understood.band === 'answer' ? understood.intents : [];
  const label = labelNamed(text, talk.scene) ?? best?.label;
  return label === undefined ? undefined : meaningOf(label, factsIn(text, understood, talk.scene));
}

async function offTheQuestion(talk: Talk, frame: Frame, text: string): Promise<void> {
  const understood = talk.scene.knowledge.understand(text);
  const meaning = meaningIn(talk, text, understood);
  if (!meaning) return repair(talk);
  await leadAway(talk, frame, meaning);
}

/** Answers a question and repeats the open one (R21), or goes where the buyer wants to go. */
async function leadAway(talk: Talk, frame: Frame, meaning: Meaning): Promise<void> {
  if (meaning.kind === 'menu') return interrupt(talk, 'help');
  if (meaning.kind === 'small_talk') return smallTalkHere(talk, meaning.label);
  const { flow, args } = meaning;
  if (flow === 'show-article') {
    const answer = answerTo(String(args.label), talk.scene);
    if (answer) talk.say(answer);
    return talk.again([phrase('main.back_to')]);
  }
  if (flow === 'talk-to-agent') return interrupt(talk, 'person');
  // "Cancel this" while nothing is submitted yet means this form.
  if (flow === 'cancel-dispute' && frame.flow === 'open-dispute') return interrupt(talk, 'stop');
  return talk.switchTo(flow, args);
}

/** Yes and no are no answers to a question with named choices. */
async function smallTalkHere(talk: Talk, label: string): Promise<void> {
  if (label === 'yes' || label === 'no') return repair(talk);
  await talk.again([reworded(talk, `main.small_${label}`)]);
}

async function hearIdle(talk: Talk, text: string): Promise<void> {
  const understood = talk.scene.knowledge.understand(text);
  const meaning = meaningIn(talk, text, understood) ?? meaningOfNumbers(understood);
  if (meaning) return act(talk, meaning);
  const guesses = understood.band === 'ask' ? guessesOf(talk, text, understood) : [];
  if (guesses.length === 0) return repair(talk);
  talk.state.misses = 0;
  didYouMean(talk, guesses);
}

async function act(talk: Talk, meaning: Meaning): Promise<void> {
  talk.state.misses = 0;
  if (meaning.kind === 'menu') return talk.menu([phrase('main.help')]);
  if (meaning.kind === 'flow') return talk.switchTo(meaning.flow, meaning.args);
  const words = reworded(talk, `main.small_${meaning.label}`);
  return ['thanks', 'goodbye', 'no'].includes(meaning.label)
    ? talk.say({ text: [words] })
    : talk.menu([words]);
}

function guessesOf(talk: Talk, text: string, understood: Understood): readonly Choice[] {
  const args = factsIn(text, understood, talk.scene);
  return understood.intents.slice(0, maxGuesses).flatMap(({ label }) => {
    const meaning = meaningOf(label, args);
    const named = talk.scene.knowledge.has(`main.mean_${label}`);
    if (meaning?.kind !== 'flow' || !named) return [];
    return [beginning(talk.scene, `main.mean_${label}`, meaning.flow, meaning.args)];
  });
}
