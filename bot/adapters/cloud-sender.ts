import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Clock, Conversation, JsonObject, Rulebooks, Store } from '../../services/ports.ts';
import { retired } from '../channels/retire.ts';
import { NotNow, type Sender, Undeliverable } from '../outbox.ts';
import { readRetirement } from '../turn-retire.ts';
import { listenerOf } from '../turn-scene.ts';
import type { Cloud } from './cloud.ts';
import { Ambiguous, NotSent } from './cloud-http-client.ts';
import type { Pace } from './cloud-pace.ts';
import type { ShowPictures } from './cloud-pictures.ts';
import type { Replies } from './cloud-replies.ts';
import { promptIn, sentActivity } from './cloud-sent.ts';
import { expectOpenWindow } from './cloud-window.ts';
import { partsFor } from './teams-parts.ts';

export interface CloudSenderDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly knowledge: Pick<Knowledge, 'say'>;
  readonly rulebooks: Rulebooks;
  readonly cloud: Cloud;
  readonly replies: Replies;
  readonly pace: Pace;
  readonly pictures: ShowPictures;
  /** Resolves when no typing sign is on its way to the conversation: it must not follow the words. */
  readonly quiet: (conversationId: string) => Promise<unknown>;
}

/** A wait that is worth no trip back to the outbox. */
const SHORT_MS = 2_000;
/** Teams asks to try again after these, although what was sent may have arrived; more often only duplicates come of it. */
const GATEWAY = new Set([502, 504]);
const GATEWAY_TRIES = 3;

/** Sends the outbox's `channel` rows to where their conversation was last heard from; takes buttons away. */
export function createCloudSender(deps: CloudSenderDeps): Sender {
  // Rows of which a first part has arrived and a later one is to be tried again.
  const begun = new Map<string, number>();
  return async ({ id, body, tries }) => {
    const conversation = await conversationOf(deps, body);
    const retirement = readRetirement(body);
    if (retirement) return retire(deps, conversation, retirement);
    // A group is answered at the place that the row names.
    const reference = (body.reference as JsonObject | undefined) ?? conversation?.reference;
    if (reference === undefined) throw new Undeliverable('the conversation has no address');
    const stored = body.activity as JsonObject;
    const activity = deps.pictures(String(body.conversationId), stored);
    if (deps.replies.take(String(body.conversationId), Number(body.seq), activity))
      return note(deps, body, activity, undefined);
    await expectOpenWindow(deps, conversation);
    const parts = partsFor(reference.channelId, activity);
    try {
      for (const [index, part] of parts.entries()) {
        if (index < (begun.get(id) ?? 0)) continue;
        const activityId = await post(deps, { reference, activity: part, body, tries });
        begun.set(id, index + 1);
        await note(deps, body, part, activityId);
      }
      begun.delete(id);
    } catch (error) {
      if (error instanceof Undeliverable) begun.delete(id);
      throw error;
    }
  };
}

function conversationOf(
  { store }: CloudSenderDeps,
  { conversationId }: JsonObject,
): Promise<Conversation | undefined> {
  return store.run(async (tx) =>
    typeof conversationId === 'string' ? store.conversations.find(tx, conversationId) : undefined,
  );
}

/** The channel's own id; undefined where there is none. */
async function post(
  deps: CloudSenderDeps,
  message: {
    readonly reference: JsonObject;
    readonly activity: JsonObject;
    readonly body: JsonObject;
    readonly tries: number;
  },
): Promise<string | undefined> {
  const { reference, activity, body, tries } = message;
  await deps.quiet(String(body.conversationId));
  await takeTime(deps.pace, reference);
  const [activityId] = await deps.cloud
    .send(reference, [activity])
    .catch((error: unknown) => Promise.reject(forTeams(error, reference, tries)));
  return activityId === '' ? undefined : activityId;
}

async function takeTime(pace: Pace, reference: JsonObject): Promise<void> {
  for (let wait = pace.take(reference); wait > 0; wait = pace.take(reference)) {
    if (wait > SHORT_MS) throw new NotNow('the channel’s limit is reached', wait);
    await pause(wait);
  }
}

function forTeams(error: unknown, { channelId }: JsonObject, tries: number): unknown {
  const isGateway = error instanceof Ambiguous && GATEWAY.has(error.status ?? 0);
  if (channelId !== 'msteams' || !isGateway || tries >= GATEWAY_TRIES) return error;
  return new NotSent(error.message);
}

/** It has been sent by now: what goes wrong here must not send it again. */
async function note(
  { store, clock, log }: CloudSenderDeps,
  { conversationId, seq }: JsonObject,
  activity: JsonObject,
  activityId: string | undefined,
): Promise<void> {
  const promptId = promptIn(activity);
  if (promptId === undefined || typeof conversationId !== 'string') return;
  const sent = { conversationId, seq: Number(seq), promptId, ...(activityId && { activityId }) };
  await store
    .run((tx) => store.sentMessages.add(tx, sent, clock.now()))
    .catch((error: unknown) => log.error({ err: error, conversationId }, 'a card was not noted'));
}

/** Buttons that stay where they are do no harm, since each counts once: a failure is logged, no more. */
async function retire(
  deps: CloudSenderDeps,
  conversation: Conversation | undefined,
  { promptId, label }: { readonly promptId: string; readonly label?: string },
): Promise<void> {
  const { store, log, cloud } = deps;
  if (conversation?.reference === undefined) return;
  const { id, reference } = conversation;
  const sent = await store.run((tx) => sentActivity(store, tx, id, promptId));
  if (sent?.activityId === undefined) return;
  await takeTime(deps.pace, reference);
  const bare = retired(sent.activity, label, { ...deps, listener: listenerOf(deps, conversation) });
  // The buttons were in the last part.
  const part = partsFor(reference.channelId, deps.pictures(id, bare)).at(-1);
  await cloud
    .update(reference, { ...part, id: sent.activityId })
    .catch((error: unknown) =>
      log.warn({ err: error, conversationId: id }, 'a card kept its buttons'),
    );
}
