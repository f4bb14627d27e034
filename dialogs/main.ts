import type { CodeTaken } from '../services/identity/take-code.ts';
import type { JsonObject } from '../services/ports.ts';
import { askPerson, stillWaiting } from './ask-person.ts';
import { keepFeedback, startOfTurn } from './feedback.ts';
import { hear } from './hear.ts';
import { joinMessages } from './join-messages.ts';
import { beginning, ledBy } from './kit/choices.ts';
import type { TurnContext } from './kit/flow-dialog.ts';
import type { Message } from './kit/message.ts';
import type { Incoming, Stranger } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { phrase, saying } from './kit/values.ts';
import { noteShown } from './last-begun.ts';
import { type MainState, readState, writeState } from './main-state.ts';
import { privacyLink } from './menu.ts';
import { tellNotice } from './notice.ts';
import { sentBefore } from './open/sent-before.ts';
import { arrive } from './order-in-context.ts';
import { sayWherePersonIs } from './person-elsewhere.ts';
import { leavesLine } from './queue-flows.ts';
import { askWhich } from './repair.ts';
import { heardRisk } from './risk.ts';
import { neverTheSame } from './say-again.ts';
import { serveSecond } from './second-wish.ts';
import { heardAccount, tellCode } from './sign-in.ts';
import { askSolved, ratingIn, takeRating } from './solved.ts';
import { Talk } from './talk.ts';
import { tellDesk } from './tell-desk.ts';
import { wayOn } from './way-on.ts';

/** After this much silence the old question is not pushed; a draft is offered once (R22). */
const idleHours = 24;
const hour = 3_600_000;

export interface Conversed {
  readonly messages: readonly Message[];
  readonly state: JsonObject;
  /** Why a person is wanted. */
  readonly handOff?: string;
  /** Nothing that was said or offered before may be answered any more. */
  readonly forgets?: true;
}

/**
 * One turn: what to say to what arrived. `state` is what the last turn of this conversation returned, `{}` at
 * first. Writes only through `scene.ctx`; throws only on a fault, and then nothing of the turn may be kept.
 */
export async function converse(
  incoming: Incoming,
  state: JsonObject,
  scene: Scene,
  turnContext: TurnContext,
): Promise<Conversed> {
  const talk = new Talk(readState(state), scene, turnContext);
  const { greeted: wasGreeted, lastAt } = talk.state;
  if (isOld(talk)) talk.forget();
  const offersDraft = await putByOldTopic(talk, incoming);
  const rating = ratingIn(talk, incoming);
  const start = startOfTurn(talk, incoming, rating);
  await (rating ? takeRating(talk, rating) : respond(talk, incoming));
  await serveSecond(talk);
  if (talk.handOff !== undefined) await askPerson(talk, incoming);
  else await stillWaiting(talk, incoming, isOld(talk));
  if (offersDraft) offerDraft(talk);
  noteShown(talk);
  askSolved(talk);
  wayOn(talk, incoming);
  neverTheSame(talk, incoming);
  await keepFeedback(talk, incoming, start);
  if (!wasGreeted) greetFirst(talk, incoming);
  const { handOff } = talk;
  return {
    messages: joinMessages(talk.messages, scene),
    state: writeState(closed(talk, incoming, lastAt)),
    ...(handOff === undefined ? {} : { handOff }),
    ...(talk.forgets ? { forgets: true } : {}),
  };
}

/** A notice is no word of the buyer's, nor is a page that was loaded anew: their silence goes on. */
function closed(talk: Talk, incoming: Incoming, lastAt: MainState['lastAt']): MainState {
  const state = talk.close();
  const isSilent = incoming.kind === 'joined' && talk.messages.length === 0;
  return incoming.kind === 'notice' || isSilent ? { ...state, lastAt } : state;
}

async function respond(talk: Talk, incoming: Incoming): Promise<void> {
  switch (incoming.kind) {
    case 'joined':
      await arrive(talk, incoming.about, isOld(talk));
      return sayWherePersonIs(talk);
    case 'reply':
      if (incoming.reply.kind === 'text') talk.heard = incoming.reply.text;
      if (incoming.failed) talk.say(saying('evidence.not_fetched', { count: incoming.failed }));
      if (await heardRisk(talk, incoming.reply)) return;
      if (incoming.reply.kind === 'text' && askWhich(talk, incoming.reply.text)) return;
      if (leavesLine(incoming.reply, talk.scene)) return talk.begin('leave-queue');
      if (await heardAccount(talk, incoming.reply)) return;
      return hear(talk, incoming.reply);
    case 'begin':
      talk.state.misses = 0;
      return talk.switchTo(incoming.flow, incoming.args);
    case 'notice':
      return tellNotice(talk, incoming, isOld(talk));
    case 'desk':
      return tellDesk(talk, incoming);
    case 'code':
      return signedIn(talk, incoming.taken);
    case 'unheard':
      return talk.again([phrase(`main.unheard_${incoming.what}`)]);
    case 'repeated':
      return repeat(talk, incoming.said);
    case 'stale':
      return talk.again([phrase('main.stale')]);
  }
}

/** What was written before the sign-in is read again: now with the buyer's own orders. */
async function signedIn(talk: Talk, taken: CodeTaken | Stranger): Promise<void> {
  const text = await tellCode(talk, taken);
  if (text !== undefined) await hear(talk, { kind: 'text', text });
}

/** A second press changes nothing: what the first one led to, then what is possible now (R18). */
async function repeat(talk: Talk, said: readonly Message[]): Promise<void> {
  const result = said.at(-1);
  if (talk.active() || !result) return talk.again([phrase('main.pressed_before')]);
  const sent = await sentBefore(result, talk.scene);
  if (sent) return talk.say(sent);
  talk.say(ledBy([phrase('main.pressed_before')], result));
}

/** Where no join was seen, the greeting goes before the first answer (R03). */
function greetFirst(talk: Talk, incoming: Incoming): void {
  talk.state.greeted = true;
  const [first] = talk.messages;
  if (incoming.kind === 'joined' || !first) return;
  // Before its heading, in the same bubble where there is room.
  talk.messages[0] = {
    ...first,
    ...(first.link ? { privacy: privacyLink } : { link: privacyLink }),
  };
  talk.messages.unshift({ text: [phrase('welcome.short')] });
}

async function putByOldTopic(talk: Talk, incoming: Incoming): Promise<boolean> {
  const isText = incoming.kind === 'reply' && incoming.reply.kind === 'text';
  if (!isText || !isOld(talk) || !talk.active()) return false;
  const kept = talk.putBy();
  await talk.drop();
  return kept;
}

const isOld = ({ state: { lastAt }, scene }: Talk): boolean =>
  lastAt !== undefined && scene.ctx.now - lastAt >= idleHours * hour;

/** Once, behind the answer; not where the answer offers the draft itself. */
function offerDraft(talk: Talk): void {
  if (talk.active() || talk.state.kept === undefined) return;
  const isOffered = talk.messages.some(({ choices }) =>
    choices?.some(({ begins }) => begins?.flow === 'resume-draft'),
  );
  if (isOffered) return;
  talk.say({
    text: [phrase('common.draft_waits')],
    choices: [
      beginning(talk.scene, 'common.resume_draft', 'resume-draft'),
      beginning(talk.scene, 'common.discard_draft', 'discard-draft'),
    ],
  });
}
