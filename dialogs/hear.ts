import type { Understood } from '../knowledge/knowledge.ts';
import { isAboutOrder } from './about-order.ts';
import { filesForDraft, filesUnasked } from './files-unasked.ts';
import { factsIn, type Meaning, meaningOf, meaningOfNumbers } from './intents.ts';
import { escapeIn, interrupt } from './interruptions.ts';
import { textArg } from './kit/args.ts';
import { beginning } from './kit/choices.ts';
import type { Frame } from './kit/flow.ts';
import type { Choice } from './kit/message.ts';
import type { Reply } from './kit/reply.ts';
import { phrase } from './kit/values.ts';
import { hasLetter, isOneOf, mentionsOneOf, wordsOf } from './kit/words.ts';
import { jobAtList, meaningIn, questionIn } from './meaning-in.ts';
import { didYouMean, repair, reworded } from './repair.ts';
import { answerHere } from './show-article.ts';
import type { Talk } from './talk.ts';

/** At most this many guesses are offered (R25). */
const maxGuesses = 3;
/** What the buyer said: an escape, the answer to the open question, a question in between, or something new. */
export async function hear(talk: Talk, reply: Reply): Promise<void> {
  const text = reply.kind === 'choice' ? '' : reply.text;
  const frame = talk.active();
  const unclear = frame && talk.hintOf(frame).unclear;
  if (unclear && isOneOf(text, wordsOf(talk.scene, unclear)))
    return repair(talk, frame.misses === 0 ? phrase('repair.unclear') : undefined);
  const wish = escapeIn(text, talk);
  if (wish) return interrupt(talk, wish);
  if (reply.kind === 'text' && resumes(talk, text)) return resume(talk, frame);
  if (!frame) return reply.kind === 'files' ? filesUnasked(talk, reply) : hearIdle(talk, text);
  if (reply.kind === 'text' && (await heardFirst(talk, frame, text))) return;
  if (await talk.take(reply)) {
    talk.state.misses = 0;
    return;
  }
  if (reply.kind === 'files') return filesElsewhere(talk, reply);
  await offTheQuestion(talk, frame, text);
}

/** What no prompt takes for its answer: a question at free text, another job at a list, another order. */
async function heardFirst(talk: Talk, frame: Frame, text: string): Promise<boolean> {
  const { freeText } = talk.hintOf(frame);
  const meaning = freeText ? questionIn(talk, text) : jobAtList(talk, frame, text);
  const order = orderSaid(talk, frame, text);
  if (meaning) await leadAway(talk, frame, meaning);
  else if (order === 'open') await talk.again([phrase('main.here_already')]);
  else if (order === 'other') await offTheQuestion(talk, frame, text);
  else return false;
  return true;
}

/** The number of the order that is open, and nothing else; or something said of another one, which is no answer here. */
function orderSaid(talk: Talk, frame: Frame, text: string): 'open' | 'other' | undefined {
  const { orderId } = frame.draft;
  const [said] = talk.scene.knowledge.understand(text).entities.orderIds;
  if (said === undefined || orderId === undefined || talk.hintOf(frame).freeText) return undefined;
  if (said !== orderId) return 'other';
  return hasLetter(text) ? undefined : 'open';
}

/** "Go on" with the form that was put by; where none was, only if a form is named. */
function resumes({ scene, state }: Talk, text: string): boolean {
  const words = [
    ...wordsOf(scene, 'common.resume_draft'),
    ...wordsOf(scene, 'common.resume_draft_words'),
  ];
  if (!isOneOf(text, words)) return false;
  return state.kept !== undefined || mentionsOneOf(text, wordsOf(scene, 'common.form_words'));
}

async function resume(talk: Talk, frame: Frame | undefined): Promise<void> {
  talk.state.misses = 0;
  if (frame && !talk.state.kept) return talk.again([phrase('main.here_already')]);
  await talk.begin('resume-draft');
}

/** A file is never a miss: it goes to a form that waits for photos, or is not kept and the question stays. */
async function filesElsewhere(talk: Talk, reply: Reply): Promise<void> {
  if (await filesForDraft(talk, reply)) return;
  await talk.again([phrase('repair.no_files_here')]);
}

async function offTheQuestion(talk: Talk, frame: Frame, text: string): Promise<void> {
  const understood = talk.scene.knowledge.understand(text);
  const meaning = meaningIn(talk, text, understood);
  if (!meaning) return repair(talk);
  await leadAway(talk, frame, meaning);
}

/** Answers a question and repeats the open one (R21), or goes where the buyer wants to go. */
async function leadAway(talk: Talk, frame: Frame, meaning: Meaning): Promise<void> {
  if (meaning.kind !== 'small_talk') talk.state.misses = 0;
  if (meaning.kind === 'menu') return interrupt(talk, 'help');
  if (meaning.kind === 'small_talk') return smallTalkHere(talk, meaning.label);
  const { flow, args } = meaning;
  if (flow === 'show-article') {
    const orderId = textArg(args, 'orderId');
    if (orderId && frame.flow.startsWith('pick-')) return talk.switchTo(flow, args);
    talk.say(...(await answerHere(String(args.label), orderId, talk.scene)));
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
  const meaning = meaningIn(talk, text, understood) ?? meaningNamed(talk, text, understood);
  if (meaning) return act(talk, meaning);
  const guesses = understood.band === 'ask' ? guessesOf(talk, text, understood) : [];
  if (guesses.length === 0) return repair(talk);
  talk.state.misses = 0;
  didYouMean(talk, guesses);
}

/** Not sure, but a number is there: the best guess if that only looks at the order, else what the number is of. */
function meaningNamed({ scene }: Talk, text: string, understood: Understood): Meaning | undefined {
  const [best] = understood.intents;
  const { orderId } = factsIn(text, understood, scene);
  const looks = understood.band === 'ask' && best !== undefined && isAboutOrder(best.label);
  return orderId !== undefined && looks
    ? meaningOf(best.label, { orderId })
    : meaningOfNumbers(understood);
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
