import { previewCommand } from '../services/disputes/preview-command.ts';
import { recordSurvey } from '../services/disputes/record-survey.ts';
import { disputeOrPick } from './dispute-status.ts';
import { aboutDispute } from './kit/args.ts';
import { choice } from './kit/choices.ts';
import type { Flow } from './kit/flow.ts';
import type { Next } from './kit/next.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { nested, phrase, quote } from './kit/values.ts';
import { hasLetter, mentionsOneOf, plain, wordsOf } from './kit/words.ts';
import { refusedNow, refusedWrite } from './refused-write.ts';
import { statusMessage } from './status-message.ts';

type Draft = { readonly disputeId: string; readonly orderId: string; readonly rating: number };

/** The Dispute Survey of a closed case: stars, and words if the buyer has some (S11). */
export const survey: Flow<Draft> = {
  name: 'survey',
  version: 1,
  needsBuyer: true,
  start: (args) => ({
    ...aboutDispute(args),
    rating: 0,
  }),
  first: 'rating',
  steps: {
    rating: { enter: askRating, take: takeRating, hint: 'survey.rating_hint' },
    words: { enter: askWords, take: takeWords, hint: 'survey.words_hint', freeText: true },
  },
};

async function askRating(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'survey', scene);
  if (!found.picked) return found.next;
  const { dispute, item } = found.view;
  const stars = scene.ctx.rulebooks.current.rules.surveyRating.value;
  const tried = await previewCommand(scene.ctx, dispute.id, { type: 'survey', rating: stars.max });
  if (!tried.ok) return refusedNow(found.view, tried.refusals, scene);
  const ratings = Array.from({ length: stars.max - stars.min + 1 }, (_, i) => stars.min + i);
  return {
    do: 'ask',
    draft: { ...draft, disputeId: dispute.id },
    message: {
      text: [phrase('survey.ask_rating', { title: quote(item.title) })],
      choices: ratings.map((rating) =>
        choice(scene, `stars:${rating}`, `survey.stars_${rating}`, { data: { rating } }),
      ),
    },
  };
}

/** The one rating that a correction names, as its choice: "I meant 2 stars", "make it good". */
export function starsIn(text: string, scene: Scene): string | undefined {
  const stars = scene.ctx.rulebooks.current.rules.surveyRating.value;
  const ratings = Array.from({ length: stars.max - stars.min + 1 }, (_, i) => stars.min + i);
  const figures: readonly string[] = plain(text).match(/\d+/g) ?? [];
  const named = ratings.filter((rating) =>
    figures.length > 0
      ? figures.includes(String(rating))
      : mentionsOneOf(text, wordsOf(scene, `survey.stars_${rating}_words`)),
  );
  const [only, other] = named;
  return only === undefined || other !== undefined ? undefined : `stars:${only}`;
}

function takeRating(draft: Draft, reply: Reply): Next<Draft> {
  if (reply.kind !== 'choice' || !reply.id.startsWith('stars:')) return { do: 'miss' };
  const rating = Number(reply.id.slice('stars:'.length));
  return { do: 'goto', step: 'words', draft: { ...draft, rating } };
}

function askWords(draft: Draft, scene: Scene): Next<Draft> {
  return {
    do: 'ask',
    draft,
    message: {
      text: [phrase('survey.ask_words', { rating: nested(`survey.stars_${draft.rating}`) })],
      choices: [choice(scene, 'skip', 'survey.skip')],
    },
  };
}

async function takeWords(draft: Draft, reply: Reply, scene: Scene): Promise<Next<Draft>> {
  const skipped = reply.kind === 'choice' && reply.id === 'skip';
  const words = reply.kind === 'text' && hasLetter(reply.text) ? reply.text.trim() : undefined;
  if (!skipped && words === undefined) return { do: 'miss' };
  const { disputeId, rating } = draft;
  const wish = { disputeId, rating, ...(words === undefined ? {} : { words }) };
  const recorded = await recordSurvey(scene.ctx, wish);
  if (!recorded.ok) return refusedWrite(recorded.refusals, disputeId, scene);
  return { do: 'end', say: [statusMessage(recorded.value, scene, [phrase('survey.done')])] };
}
