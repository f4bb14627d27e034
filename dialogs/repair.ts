import type { Phrase } from '../knowledge/phrase.ts';
import { beginning, withChoices, withSigns } from './kit/choices.ts';
import type { Frame } from './kit/flow.ts';
import type { Choice } from './kit/message.ts';
import { phrase } from './kit/values.ts';
import { isOneOf, wordsOf } from './kit/words.ts';
import { jobs, person, resumeOf } from './menu.ts';
import type { Talk } from './talk.ts';

/** Misses in a row after which a person takes over (R23). */
const missesBeforeHandOff = 3;

/** Another wording each time, so that the same words never come twice running (R24). */
export function reworded(talk: Talk, key: string): Phrase {
  const variant = talk.state.wording;
  talk.state.wording = variant + 1;
  return phrase(key, { variant });
}

/** The reply did not fit the open question: in other words with an example, then ways out, then a person. */
export async function repair(talk: Talk, lead?: Phrase): Promise<void> {
  const frame = talk.active();
  // A yes that is asked about was understood.
  if (!lead) talk.unsure = 'missed';
  if (!frame) return repairIdle(talk);
  const misses = frame.misses + 1;
  if (misses >= missesBeforeHandOff) return handOver(talk);
  const { hint } = talk.hintOf(frame);
  const first = lead ?? reworded(talk, misses === 1 ? 'repair.first' : 'repair.second');
  await talk.reworded((prompt) => {
    const text = [first, ...(hint && misses === 1 ? [phrase(hint)] : [])];
    const choices = misses === 1 ? [] : waysOut(talk);
    return withChoices({ ...prompt, text }, [...draftBeside(talk, frame), ...choices]);
  }, misses);
}

/** The questions about a draft have a button for it themselves. */
const draftBeside = (talk: Talk, { flow }: Frame): readonly Choice[] =>
  flow === 'keep-draft' || flow === 'offer-draft' ? [] : resumeOf(talk);

const waysOut = ({ scene }: Talk): readonly Choice[] => [
  beginning(scene, 'common.none_of_these', 'none-of-these'),
  person(scene),
];

/**
 * No question was open: what the bot can do, then ways out, then a person (R26). A visitor asks one thing after
 * the other and has no case that a person could look at: they have the button, and are not handed over unasked.
 */
async function repairIdle(talk: Talk): Promise<void> {
  talk.state.misses += 1;
  if (talk.state.misses >= missesBeforeHandOff && talk.scene.buyer) return handOver(talk);
  const again = talk.state.misses > 1;
  const text = [reworded(talk, again ? 'repair.out_again' : 'repair.out')];
  const none = beginning(talk.scene, 'common.none_of_these', 'none-of-these');
  talk.say({ text, choices: [...resumeOf(talk), ...jobs(talk.scene), none] });
}

async function handOver(talk: Talk): Promise<void> {
  talk.state.misses = 0;
  const before = talk.messages.length;
  await talk.giveUp('misunderstood');
  const kept = talk.messages.splice(before).flatMap(({ text }) => text);
  const third = reworded(talk, 'repair.third');
  talk.say({ text: [third, ...kept] });
}

/**
 * Best guesses of the understanding, at most three (R25). Who was asked before, or was not understood, twice in a row
 * gets a person: a third list of guesses is no help (R23).
 */
export async function didYouMean(talk: Talk, choices: readonly Choice[]): Promise<void> {
  talk.unsure = 'asked';
  if (talk.state.feedback.unsure >= missesBeforeHandOff - 1 && talk.scene.buyer)
    return handOver(talk);
  offerGuesses(
    talk,
    choices,
    choices.length > 1 ? 'repair.did_you_mean' : 'repair.did_you_mean_one',
  );
}

/** "Yes" to several guesses says that it is one of them: which one is asked, nothing is picked silently (R13). */
export function askWhich(talk: Talk, text: string): boolean {
  const { miss, guessing } = talk.state.feedback;
  if (
    !guessing ||
    !miss ||
    talk.active() ||
    !isOneOf(text, withSigns(talk.scene, wordsOf(talk.scene, yes)))
  )
    return false;
  const choices = miss.offered.map(({ label, flow, args }) =>
    beginning(talk.scene, `main.mean_${label}`, flow, args),
  );
  offerGuesses(talk, choices, 'repair.which_one');
  return true;
}

const yes = 'main.yours_words';

function offerGuesses(talk: Talk, choices: readonly Choice[], key: string): void {
  const [only, ...others] = choices;
  const guesses =
    only && others.length === 0
      ? [
          {
            ...only,
            synonyms: [
              ...(only.synonyms ?? []),
              ...withSigns(talk.scene, wordsOf(talk.scene, yes)),
            ],
          },
        ]
      : choices;
  const none = beginning(talk.scene, 'common.none_of_these', 'none-of-these');
  talk.state.feedback.guessing = others.length > 0;
  talk.say(
    withChoices({ text: [reworded(talk, key)], choices: guesses }, [...resumeOf(talk), none]),
  );
}
