import type { Phrase } from '../knowledge/phrase.ts';
import { standing } from '../services/handoff/standing.ts';
import type { Scene } from './kit/scene.ts';
import { phrase } from './kit/values.ts';
import { isOneOf, mentionsOneOf, plain, wordsOf } from './kit/words.ts';
import { withPerson } from './menu.ts';
import { reworded } from './repair.ts';
import { standingWords, waitingChoices } from './standing-words.ts';
import type { Talk } from './talk.ts';
import { explained } from './terms.ts';

/**
 * What is said to whoever is there, whatever the understanding makes of it: "is anyone there", "are you a bot", another
 * language, and "what is a dispute".
 */
export async function saidToBot(talk: Talk, text: string): Promise<boolean> {
  const { scene } = talk;
  const said = (key: string) => isOneOf(text, wordsOf(scene, key));
  if (said('main.anyone_words')) return answered(talk, phrase('main.anyone'));
  if (said('main.bot_words')) return answered(talk, phrase('main.bot'));
  const waiting = said('person.wait_asked_words')
    ? await standing(scene.ctx, scene.conversationId)
    : undefined;
  if (waiting) {
    talk.state.misses = 0;
    talk.say({ text: standingWords(waiting, scene), choices: waitingChoices(scene) });
    return true;
  }
  const term = explained(text, scene);
  if (term) {
    talk.state.misses = 0;
    talk.say({ text: [phrase(`term.${term.name}`)], source: term.source });
    return true;
  }
  if (!isForeign(text, scene)) return false;
  // For the log of what was not understood: which languages are missed.
  talk.unsure = 'missed';
  return answered(talk, reworded(talk, 'main.foreign'));
}

async function answered(talk: Talk, words: Phrase): Promise<true> {
  talk.state.misses = 0;
  await talk.menu([words]);
  const last = talk.messages.pop();
  if (last) talk.say(withPerson(last, talk.scene));
  return true;
}

/** As many words of other languages, and more than of ours. */
const fewestForeign = 2;
/** A text in another script has as many letters that are none of ours. */
const mostOther = 0.5;

/** Written in a language that nobody here reads; a name or a greeting in it is no such text. */
function isForeign(text: string, scene: Scene): boolean {
  const letters = plain(text).match(/\p{L}/gu) ?? [];
  const others = letters.filter((letter) => !/\p{Script=Latin}/u.test(letter));
  if (letters.length > fewestForeign && others.length / letters.length > mostOther) return true;
  const words = plain(text).split(' ');
  const foreign = words.filter((word) => wordsOf(scene, 'main.foreign_words').includes(word));
  const own = words.filter((word) => mentionsOneOf(word, wordsOf(scene, 'main.own_words')));
  return foreign.length >= fewestForeign && foreign.length > own.length;
}
