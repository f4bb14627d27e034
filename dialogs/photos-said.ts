import type { Phrase } from '../knowledge/phrase.ts';
import { withSigns } from './kit/choices.ts';
import type { Next } from './kit/next.ts';
import type { Scene } from './kit/scene.ts';
import { phrase } from './kit/values.ts';
import { isOneOf, mentionsOneOf, plain, wordsOf } from './kit/words.ts';
import type { Photo } from './photo.ts';
import type { PhotoDraft } from './photo-steps.ts';
import { isQuestion } from './question.ts';

/** More words than these tell something. */
const mostWords = 10;

/**
 * What is typed where photos are asked for: that one was the wrong one, or that they are coming. Undefined for
 * everything else.
 */
export function photosSaid<D extends PhotoDraft>(
  draft: D,
  text: string,
  next: string,
  scene: Scene,
): Next<D> | undefined {
  if (plain(text).split(' ').length > mostWords || isQuestion(text, scene)) return undefined;
  const says = (key: string) => mentionsOneOf(text, wordsOf(scene, key));
  if (draft.photos.length > 0 && says('common.photo_out_words'))
    return takenOut(draft, text, scene);
  // "Sorry, no photos": who has none goes on, and is not taken to another form that asks for some.
  if (
    says('common.no_photos_words') ||
    (draft.photos.length > 0 && says('common.photos_all_sent_words'))
  )
    return { do: 'goto', step: next, draft: { ...draft, photosDone: true } };
  const yes = withSigns(scene, wordsOf(scene, 'main.yours_words'));
  if (isOneOf(text, yes)) return again(draft, [phrase('common.photos_send')]);
  const isComing =
    says('common.photos_coming_words') || isOneOf(text, wordsOf(scene, 'common.photos_wait_words'));
  return isComing
    ? again(draft, [phrase('common.photos_coming', { variant: text.length })])
    : undefined;
}

const again = <D extends PhotoDraft>(draft: D, lead: readonly Phrase[]): Next<D> => ({
  do: 'goto',
  step: 'photos',
  draft,
  say: [{ text: lead }],
});

/** The one that is named or counted, else the newest: nothing was sent yet, so nothing is lost. */
function takenOut<D extends PhotoDraft>(draft: D, text: string, scene: Scene): Next<D> {
  const says = (key: string) => mentionsOneOf(text, wordsOf(scene, key));
  if (says('common.photos_all_words'))
    return again({ ...draft, photos: [] }, [phrase('common.photos_all_out')]);
  const named = draft.photos.find(({ name }) => plain(text).includes(plain(name)));
  const counted = says('common.first_words') ? draft.photos[0] : draft.photos.at(-1);
  const out: Photo | undefined = named ?? counted;
  const photos = draft.photos.filter((photo) => photo !== out);
  return again({ ...draft, photos }, [phrase('common.photo_out', { name: out?.name ?? '' })]);
}
