import type { Phrase } from '../../knowledge/phrase.ts';
import type { Refusal } from '../../services/domain/refusal.ts';
import { neededText } from '../../services/domain/text-rules.ts';
import { choice } from '../kit/choices.ts';
import { explain } from '../kit/explain.ts';
import type { Step } from '../kit/flow.ts';
import type { Next } from '../kit/next.ts';
import type { Scene } from '../kit/scene.ts';
import { nested, phrase } from '../kit/values.ts';
import { hasLetter, isOneOf, wordsOf } from '../kit/words.ts';
import { isQuestion } from '../question.ts';
import type { OpenDraft } from './draft.ts';
import { toNext } from './reason-steps.ts';

/** What happened, in the buyer's words. Chinese characters are refused by name and place (S3). */
export const descriptionStep: Step<OpenDraft> = {
  hint: 'open.description_hint',
  freeText: true,
  // What was told before the form was begun was too long: its beginning is offered first.
  enter: (draft) =>
    draft.cut
      ? { do: 'goto', step: 'cleaned', draft }
      : {
          do: 'ask',
          draft,
          message: { text: [phrase(`open.ask_description_${draft.reason ?? 'not_as_described'}`)] },
        },
  take(draft, reply, scene) {
    if (reply.kind !== 'text' || !hasLetter(reply.text)) return { do: 'miss' };
    // "Yes" and "submit" describe nothing.
    if (isOneOf(reply.text, wordsOf(scene, 'open.summary_unclear_words'))) return { do: 'miss' };
    return takeText(draft, reply.text.trim(), scene);
  },
};

/** Nothing is edited silently: the cleaned text, or the beginning of a long one, is used only after a yes. */
export const cleanedStep: Step<OpenDraft> = {
  hint: 'open.cleaned_hint',
  freeText: true,
  enter(draft, scene) {
    if (!draft.cleaned) return { do: 'goto', step: 'description', draft };
    return {
      do: 'ask',
      draft,
      message: {
        text: [phrase(draft.cut ? 'open.ask_cut' : 'open.ask_cleaned')],
        quote: draft.cleaned,
        choices: [
          choice(scene, 'use', 'open.use_cleaned', { tone: 'primary' }),
          choice(scene, 'again', 'open.write_again'),
        ],
      },
    };
  },
  take(draft, reply, scene) {
    const { cleaned, cut: _cut, ...rest } = draft;
    if (reply.kind === 'text') {
      const refused = neededText('description', reply.text, scene.ctx.rulebooks.current);
      const isText = [...reply.text].length > shortAnswer && !isQuestion(reply.text, scene);
      return refused.length === 0 && isText
        ? takeText(rest, reply.text.trim(), scene)
        : { do: 'miss' };
    }
    if (reply.kind !== 'choice' || !cleaned) return { do: 'miss' };
    if (reply.id === 'again') return { do: 'goto', step: 'description', draft: rest };
    return reply.id === 'use' ? toNext({ ...rest, description: cleaned }) : { do: 'miss' };
  },
};

/** A text at most this long is an answer to the question, not a new description. */
const shortAnswer = 15;

function takeText(draft: OpenDraft, description: string, scene: Scene): Next<OpenDraft> {
  const refusals = neededText('description', description, scene.ctx.rulebooks.current);
  if (refusals.length === 0) return toNext({ ...draft, description });
  const cut = beginningOf(description, scene);
  if (cut !== undefined)
    return { do: 'goto', step: 'cleaned', draft: { ...draft, cleaned: cut, cut: true } };
  const say = [{ text: refusals.flatMap(withPlaces) }];
  const cleaned = cleanedOf(refusals);
  return cleaned === undefined
    ? { do: 'goto', step: 'description', draft, say }
    : { do: 'goto', step: 'cleaned', draft: { ...draft, cleaned }, say };
}

/** As much of a text that is only too long as the form can take, up to the end of a sentence where one is near. */
export function beginningOf(text: string, { ctx }: Scene): string | undefined {
  const rulebook = ctx.rulebooks.current;
  const [only, other] = neededText('description', text, rulebook);
  if (other || only?.code !== 'text_too_long') return undefined;
  const part = [...text].slice(0, rulebook.rules.descriptionMaxChars.value).join('');
  const sentences = part.match(/^.*[.!?](?=\s)/su)?.[0] ?? '';
  if (sentences.length >= part.length / 2) return sentences;
  return part.slice(0, part.lastIndexOf(' ')) || part;
}

/** The refusal; characters are named with their places. */
export function withPlaces(refusal: Refusal): readonly Phrase[] {
  const { characters, positions } = refusal.facts;
  if (!Array.isArray(characters) || !Array.isArray(positions)) return [explain(refusal)];
  const places = characters
    .slice(0, placesNamed)
    .map((char, n) => nested('open.char_at', { char, position: positions[n] ?? '' }));
  const more = Math.max(0, characters.length - placesNamed);
  return [phrase('open.chinese', { places, more })];
}

/** Enough to find them; the cleaned text shows the rest. */
const placesNamed = 8;

/** Japanese and phonetic Chinese letters: without the characters between them nothing can be read. */
const needsChinese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]/u;
const isReadable = (text: string): boolean =>
  /[\p{L}\p{M}]{2}/u.test(text) && !needsChinese.test(text);

/** The offer, if Chinese characters are all that is wrong and something readable is left without them. */
function cleanedOf(refusals: readonly Refusal[]): string | undefined {
  const [only, ...others] = refusals;
  const cleaned = only?.code === 'text_has_chinese' ? only.facts.cleaned : undefined;
  return others.length === 0 && typeof cleaned === 'string' && isReadable(cleaned)
    ? cleaned
    : undefined;
}
