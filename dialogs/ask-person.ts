import { requestPerson } from '../services/handoff/request-person.ts';
import { standing } from '../services/handoff/standing.ts';
import { isOwned } from '../services/handoff/states.ts';
import type { Capsule, HandoffReason } from '../services/handoff-port.ts';
import type { JsonObject } from '../services/ports.ts';
import { flows } from './flows.ts';
import { given } from './kit/args.ts';
import { withChoices } from './kit/choices.ts';
import type { Choice, Message } from './kit/message.ts';
import type { Incoming } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { hasLetter } from './kit/words.ts';
import { jobs, resumeOf } from './menu.ts';
import { riskWords } from './risk.ts';
import { standingWords, waitingChoices } from './standing-words.ts';
import type { Talk } from './talk.ts';

const reasons: readonly string[] = [
  'asked',
  'misunderstood',
  'risk',
  'protection_ending',
] satisfies readonly HandoffReason[];

/**
 * The one place where a person is asked for: into the queue with what the buyer was at, and told where it stands, behind
 * what this turn has said already. The bot helps on while one waits.
 */
export async function askPerson(talk: Talk, incoming: Incoming): Promise<void> {
  const { scene } = talk;
  const why = talk.risk === undefined ? (talk.handOff ?? 'asked') : 'risk';
  keepForm(talk);
  const about = aboutOf(talk);
  const asked = await requestPerson(scene.ctx, {
    conversationId: scene.conversationId,
    reason: (reasons.includes(why) ? why : 'asked') as HandoffReason,
    wish: wordsIn(incoming),
    capsule: capsuleOf(talk, why),
    ...about,
  });
  const words = standingWords(asked, scene);
  if (talk.risk !== undefined) talk.messages.unshift({ text: [...riskWords(talk), ...words] });
  else talk.say(behind(talk.messages.pop(), words));
  // They are there, so nothing more is offered.
  if (talk.active() || isOwned(asked.handoff)) return;
  const last = talk.messages.pop() ?? { text: words };
  // What the flow offers is nearer than the jobs of the menu, and one more button for a person is none.
  const offered = last.choices?.filter(({ begins }) => begins?.flow !== 'talk-to-agent') ?? [];
  const others = offered.length > 0 ? [] : [...resumeOf(talk), ...jobsBeside(scene)];
  talk.say(withChoices({ ...last, choices: [...offered, ...waitingChoices(scene)] }, others));
}

const jobsBeside = (scene: Scene): readonly Choice[] =>
  jobs(scene).filter(({ begins }) => begins?.flow !== 'talk-to-agent');

const behind = (last: Message | undefined, words: Message['text']): Message =>
  last ? { ...last, text: [...last.text, ...words] } : { text: words };

/** A form that was begun waits for after the person, however little of it was filled in. */
function keepForm({ state, before }: Talk): void {
  if (state.kept || !before || !(flows.get(before.flow)?.keeps ?? false)) return;
  state.kept = before;
}

const wordsIn = (incoming: Incoming): string => {
  if (incoming.kind !== 'reply' || incoming.reply.kind === 'choice') return '';
  const { text } = incoming.reply;
  return hasLetter(text) ? text.trim() : '';
};

function capsuleOf(
  { before, state, risk }: Talk,
  why: string,
): Omit<Capsule, 'signedIn' | 'blockedBy'> {
  const frame = before ?? state.kept;
  const misses = Math.max(state.misses, before?.misses ?? 0, state.feedback.unsure);
  return {
    ...(frame && { goal: frame.flow, step: frame.step }),
    slots: { ...state.told, ...frame?.draft } as JsonObject,
    // The one that asks for a person is not counted in the state any more.
    misses: why === 'misunderstood' ? misses + 1 : misses,
    ...given('risk', risk),
  };
}

/** The order and the dispute that were spoken of. */
function aboutOf({ before, state, handOffAbout }: Talk): { orderId?: string; disputeId?: string } {
  const { orderId, disputeId } = {
    ...(state.looking as JsonObject | undefined),
    ...state.told,
    ...(before ?? state.kept)?.draft,
    ...handOffAbout,
  };
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  return { ...given('orderId', text(orderId)), ...given('disputeId', text(disputeId)) };
}

/** Who comes back after long and still waits for a person is told so once, before the answer. */
export async function stillWaiting(
  { messages, scene }: Talk,
  incoming: Incoming,
  isOld: boolean,
): Promise<void> {
  if (!isOld || incoming.kind !== 'reply' || messages.length === 0) return;
  const now = await standing(scene.ctx, scene.conversationId);
  if (now) messages.unshift({ text: standingWords(now, scene) });
}
