import type { Logger } from 'pino';
import type { Conversation, Json, JsonObject } from '../../services/ports.ts';
import { inWords } from '../channels/press-in.ts';
import { Problem } from '../http/problem.ts';
import type { Inbox } from '../inbox.ts';
import type { AwaitReplies, CloudArrival } from './cloud.ts';
import { type AwaitDeps, awaitReplies } from './cloud-await-replies.ts';
import {
  conversationIdOf,
  digest,
  isGroup,
  objectOf,
  rememberConversation,
} from './cloud-conversation.ts';
import { ownWords } from './cloud-email.ts';
import { answerAside, answerGroup, type GroupDeps } from './cloud-group.ts';
import { isByStranger } from './cloud-stranger.ts';
import { meantBy, shownAs, unheardIn, withoutSticker } from './cloud-unheard.ts';
import { openWindow } from './cloud-window.ts';

/** Fetches the files that a message brings and stores what may be stored; `failed` could not be had. */
export type ReadAttachments = (
  activity: JsonObject,
  conversation: Conversation,
) => Promise<{
  readonly uploads: readonly string[];
  readonly failed: number;
  /** As the transcript shows them. */
  readonly shown?: readonly JsonObject[];
}>;

export interface CloudReceiveDeps extends GroupDeps, AwaitDeps {
  readonly inbox: Inbox;
  readonly log: Logger;
  /** Without it files are not fetched. */
  readonly attachments?: ReadAttachments;
}

/** Characters of a text that the dialogs see. */
const HEARD_CHARS = 10_000;

/**
 * Puts a verified activity into the inbox of its conversation, which begins with the first one; the same activity again
 * changes nothing. Throws when it can't be taken now: the channel sends it again.
 */
export function createCloudReceive(deps: CloudReceiveDeps) {
  return async (arrival: CloudArrival): Promise<AwaitReplies | undefined> => {
    const { activity } = arrival;
    const heard = heardOf(activity);
    if (heard === undefined || isOwn(activity)) return undefined;
    if (isGroup(activity)) {
      if (activity.type === 'message') await answerGroup(deps, arrival);
      return undefined;
    }
    if (await isByStranger(deps, activity)) {
      if (activity.type === 'message') await answerAside(deps, arrival, 'signin.stranger');
      return undefined;
    }
    if (activity.deliveryMode !== 'expectReplies') {
      await accept(deps, arrival, heard);
      return undefined;
    }
    return awaitReplies(deps, arrival, () => accept(deps, arrival, heard));
  };
}

interface HeardActivity {
  /** The same one twice is one activity. */
  readonly key?: string;
  /** For the turn. */
  readonly activity: JsonObject;
  /** For the transcript. */
  readonly echo?: JsonObject;
}

async function accept(
  deps: CloudReceiveDeps,
  { activity, reference }: CloudArrival,
  heard: HeardActivity,
): Promise<void> {
  const { store, inbox } = deps;
  const { conversation, known } = await store.run(async (tx) => {
    const found = await rememberConversation(deps, tx, activity, reference);
    const answer = heard.key && (await store.inbox.answerTo(tx, found.id, heard.key));
    return { conversation: found, known: answer !== undefined };
  });
  // A resend must not fetch its files again.
  if (known) return;
  const { shown, ...files } = heard.activity.unheard
    ? {}
    : await filesOf(deps, withoutSticker(activity), conversation);
  const accepted = await inbox.accept({
    conversationId: conversationIdOf(activity),
    ...heard,
    activity: { ...heard.activity, ...files },
    ...echoOf(heard, shown, files.failedFiles),
  });
  // No fault of ours: somebody writes faster than they are answered.
  if (!('id' in accepted))
    throw new Problem(503, 'busy', `not accepted: ${accepted.verdict}`, { 'Retry-After': '5' });
  await openWindow(deps, conversation);
}

/** With its files; a message that was nothing but files that could not be had is a line, too. */
function echoOf(
  { echo }: HeardActivity,
  shown: Json | undefined,
  failed: Json | undefined,
): Pick<HeardActivity, 'echo'> {
  if (!echo) return {};
  const text = failed && !shown && !echo.text ? { text: '(a file that did not arrive)' } : {};
  return { echo: { ...echo, ...text, ...(shown && { attachments: shown }) } };
}

async function filesOf(
  { attachments }: CloudReceiveDeps,
  activity: JsonObject,
  conversation: Conversation,
): Promise<JsonObject> {
  if (!attachments || activity.type !== 'message' || !Array.isArray(activity.attachments))
    return {};
  const { uploads, failed, shown = [] } = await attachments(activity, conversation);
  return {
    ...(uploads.length > 0 && { uploads }),
    ...(shown.length > 0 && { shown }),
    ...(failed > 0 && { failedFiles: failed }),
  };
}

/** A channel that tells us what we said: answered, it would never end. */
const isOwn = ({ type, from, recipient }: JsonObject): boolean =>
  type === 'message' && objectOf(from).id === objectOf(recipient).id;

/** What the turn and the transcript get; undefined for what needs no turn: our own joining. */
function heardOf(arrived: JsonObject): HeardActivity | undefined {
  const activity = inWords(withoutSticker(arrived));
  const { type, value, locale } = activity;
  const unheard = unheardIn(inWords(arrived));
  if (type !== 'message' && unheard === undefined)
    return isWelcome(activity)
      ? { key: 'joined', activity: { type: 'conversationUpdate' } }
      : undefined;
  const text = textOf(activity);
  const said: JsonObject = {
    type: 'message',
    ...(text !== undefined && { text }),
    ...(value !== undefined && { value }),
    ...(locale !== undefined && { locale }),
  };
  const key = keyOf(activity);
  // Who writes counts for a sign-in: in a mail several people may.
  const { id: by } = objectOf(activity.from);
  const meant = meantBy(said);
  const heard = {
    ...said,
    ...meant,
    ...(typeof by === 'string' && { by }),
    ...(unheard && { unheard }),
  };
  const echo = unheard ? { ...said, text: shownAs(unheard, text) } : said;
  return { activity: heard, echo, ...(key !== undefined && { key }) };
}

function textOf({ channelId, text }: JsonObject): string | undefined {
  if (typeof text !== 'string') return undefined;
  return (channelId === 'email' ? ownWords(text) : text).slice(0, HEARD_CHARS);
}

/** Marked as the channel's: `joined` is a key of ours. A gateway that gives no id is known by when it was said. */
function keyOf({ type, id, timestamp, text, value }: JsonObject): string | undefined {
  // An edited message has the id of the first one.
  if (type === 'messageUpdate') return `e:${digest([id, timestamp, text])}`;
  if (typeof id === 'string') return `c:${id}`;
  return typeof timestamp === 'string' ? `t:${digest([timestamp, text, value])}` : undefined;
}

/** Somebody came, or put the app into their private chat. */
function isWelcome({ type, action, membersAdded, recipient }: JsonObject): boolean {
  if (type === 'installationUpdate') return String(action).startsWith('add');
  const added = Array.isArray(membersAdded) ? membersAdded.map(objectOf) : [];
  return added.some((member) => member.id !== objectOf(recipient).id);
}
