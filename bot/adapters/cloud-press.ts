import type { Conversation, JsonObject, Tx } from '../../services/ports.ts';
import { readAction } from '../channels/action-token.ts';
import { cardType } from '../channels/cards.ts';
import { pressIn } from '../channels/press-in.ts';
import { readReply } from '../channels/read-reply.ts';
import { retired } from '../channels/retire.ts';
import type { Inbox } from '../inbox.ts';
import { listenerOf } from '../turn-scene.ts';
import { talkStateOf } from '../turn-state.ts';
import type { CardAnswer, CloudArrival } from './cloud.ts';
import { isGroup, objectOf, rememberConversation } from './cloud-conversation.ts';
import { type GroupDeps, sayToAnybody } from './cloud-group.ts';
import type { ShowPictures } from './cloud-pictures.ts';
import { sentActivity } from './cloud-sent.ts';
import { isByStranger } from './cloud-stranger.ts';

export interface CloudPressDeps extends GroupDeps {
  readonly inbox: Inbox;
  /** Signs the buttons. */
  readonly actionKey: string;
  readonly pictures: ShowPictures;
}

const MINUTE_MS = 60_000;

/**
 * A press of Action.Execute: the inbox gets the message that Action.Submit would have been, and the card is shown
 * without its buttons at once. A press that can't count any more is answered with words and goes nowhere.
 */
export function createCloudPress(deps: CloudPressDeps) {
  return async ({ activity, reference }: CloudArrival): Promise<CardAnswer> => {
    if (isGroup(activity)) return saying(sayToAnybody(deps, 'cloud.group'));
    if (await isByStranger(deps, activity)) return saying(sayToAnybody(deps, 'signin.stranger'));
    const press = await deps.store.run(async (tx) => {
      const conversation = await rememberConversation(deps, tx, activity, reference);
      return readPress(deps, tx, activity, conversation);
    });
    if (!press) return saying(sayToAnybody(deps, 'cloud.expired'));
    const isTaken = press.isKnown || (await take(deps, press));
    if (!isTaken) return saying(sayToAnybody(deps, 'cloud.busy'));
    // The bot does nothing then; the agent sees what was pressed.
    if (press.conversation.owner !== 'bot') return saying(sayToAnybody(deps, 'cloud.with_person'));
    return pressed(deps, press);
  };
}

interface Press {
  readonly conversation: Conversation;
  readonly action: string;
  readonly label: string;
  /** Who pressed it. */
  readonly by: string;
  readonly key: string;
  /** The same press was taken a moment ago. */
  readonly isKnown: boolean;
  /** The message whose button it is, as it was sent. */
  readonly message: JsonObject | undefined;
}

/** Undefined if nothing of ours was pressed, or it can't count any more. */
async function readPress(
  deps: CloudPressDeps,
  tx: Tx,
  activity: JsonObject,
  conversation: Conversation,
): Promise<Press | undefined> {
  const action = pressIn(activity)?.action;
  const signed = action && readAction(deps.actionKey, conversation.id, action);
  if (!action || !signed) return undefined;
  const { prompt: open, closed } = talkStateOf(conversation.state);
  const where = { open, closed, files: [], verify: () => signed };
  if (readReply({ type: 'message', value: { action } }, where).kind === 'stale') return undefined;
  const prompt = [open, ...closed].find((one) => one?.id === signed.promptId);
  const label = prompt?.choices.find(({ id }) => id === signed.choiceId)?.label ?? '';
  const [key, keyBefore] = keysOf(deps, action);
  const known = await deps.store.inbox.answerTo(tx, conversation.id, keyBefore);
  const message = await sentActivity(deps.store, tx, conversation.id, signed.promptId);
  return {
    ...{ conversation, action, label, key },
    by: String(objectOf(activity.from).id),
    isKnown: known !== undefined,
    message: message?.activity,
  };
}

/**
 * Teams sends a press again under another id, so it is known by what it means, for a minute or two: a menu's button may
 * be pressed again later.
 */
function keysOf({ clock }: CloudPressDeps, action: string): readonly [now: string, before: string] {
  const minute = Math.floor(clock.now() / MINUTE_MS);
  return [`u:${action}:${minute}`, `u:${action}:${minute - 1}`];
}

/** False if the conversation has too much to do. */
async function take({ inbox }: CloudPressDeps, press: Press): Promise<boolean> {
  const { conversation, key, action, label, by } = press;
  const said = { type: 'message', text: label, value: { action, label } };
  const accepted = await inbox.accept({
    conversationId: conversation.id,
    ...{ key, activity: { ...said, by }, echo: said },
  });
  return 'id' in accepted;
}

function pressed(deps: CloudPressDeps, { conversation, label, message }: Press): CardAnswer {
  const listener = listenerOf(deps, conversation);
  const bare = message && retired(message, label, { ...deps, listener });
  const card = bare && cardIn(deps.pictures(conversation.id, bare));
  const chosen = { key: 'cloud.chosen', data: { label } };
  return card
    ? { statusCode: 200, type: cardType, value: card }
    : saying(deps.knowledge.say(chosen, listener, 'plain').trim());
}

function cardIn({ attachments }: JsonObject): JsonObject | undefined {
  const all = (Array.isArray(attachments) ? attachments : []) as readonly JsonObject[];
  return all.find(({ contentType }) => contentType === cardType)?.content as JsonObject | undefined;
}

const saying = (value: string): CardAnswer => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value,
});
