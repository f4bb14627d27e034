import { addWish } from '../services/handoff/add-wish.ts';
import { leaveQueue } from '../services/handoff/leave-queue.ts';
import { rateAgent } from '../services/handoff/rate-agent.ts';
import { standing } from '../services/handoff/standing.ts';
import { textArg } from './kit/args.ts';
import { beginning } from './kit/choices.ts';
import type { Flow } from './kit/flow.ts';
import type { Choice } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { phrase } from './kit/values.ts';
import { hasLetter, isOneOf, wordsOf } from './kit/words.ts';
import { jobs, person } from './menu.ts';
import { placeOf } from './standing-words.ts';

type Nothing = Readonly<Record<string, never>>;

/** A few words for the person who comes; not asked, only taken. */
export const noteForPerson: Flow<Nothing> = {
  name: 'note-for-person',
  version: 1,
  start: () => ({}),
  first: 'note',
  steps: { note: { enter: askNote, take: takeNote, hint: 'person.note_hint', freeText: true } },
};

async function askNote(draft: Nothing, scene: Scene): Promise<Next<Nothing>> {
  if (!(await standing(scene.ctx, scene.conversationId))) return notWaiting(scene);
  return { do: 'ask', draft, message: { text: [phrase('person.ask_note')] } };
}

async function takeNote(_draft: Nothing, reply: Reply, scene: Scene): Promise<Next<Nothing>> {
  if (reply.kind === 'choice' || !hasLetter(reply.text)) return { do: 'miss' };
  await addWish(scene.ctx, scene.conversationId, reply.text);
  const now = await standing(scene.ctx, scene.conversationId);
  if (!now) return notWaiting(scene);
  const text = [phrase('person.noted', placeOf(now))];
  return { do: 'end', say: [{ text, choices: [leave(scene), ...withoutPerson(scene)] }] };
}

const notWaiting = (scene: Scene): Next<never> => ({
  do: 'end',
  say: [{ text: [phrase('person.not_waiting')], choices: jobs(scene) }],
});

const leave = (scene: Scene): Choice => beginning(scene, 'person.leave', 'leave-queue');

const withoutPerson = (scene: Scene): readonly Choice[] =>
  jobs(scene).filter(({ begins }) => begins?.flow !== 'talk-to-agent');

/** Nobody is wanted any more. It can be asked for again, so nothing is confirmed. */
export const leaveQueueFlow: Flow<Nothing> = {
  name: 'leave-queue',
  version: 1,
  start: () => ({}),
  first: 'leave',
  steps: { leave: { enter: leaveNow } },
};

/** Typed at any time: these words can mean nothing else. */
export const leavesLine = (reply: Reply, scene: Scene): boolean =>
  reply.kind === 'text' && isOneOf(reply.text, wordsOf(scene, 'person.leave_line_words'));

async function leaveNow(_draft: Nothing, scene: Scene): Promise<Next<Nothing>> {
  const left = await leaveQueue(scene.ctx, scene.conversationId);
  const text = [phrase(left ? 'person.left' : 'person.not_waiting')];
  return { do: 'end', say: [{ text, choices: jobs(scene) }] };
}

type Rating = { readonly ratingId: string; readonly score: number };

const lowest = 2;

/** One tap after the agent. */
export const rateAgentFlow: Flow<Rating> = {
  name: 'rate-agent',
  version: 1,
  start: (args) => ({ ratingId: textArg(args, 'ratingId') ?? '', score: Number(args.score) }),
  first: 'rate',
  steps: { rate: { enter: rateNow } },
};

async function rateNow({ ratingId, score }: Rating, scene: Scene): Promise<Next<Rating>> {
  const taken = await rateAgent(scene.ctx, ratingId, score);
  if (!taken) return { do: 'end', say: [{ text: [phrase('person.rated_before')] }] };
  const isLow = score <= lowest;
  const choices = isLow ? [person(scene)] : [];
  const text = [phrase(isLow ? 'person.rated_low' : 'person.rated')];
  return { do: 'end', say: [{ text, choices }] };
}
