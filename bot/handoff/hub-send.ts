import { contextForHub } from '../../services/handoff/hub-context.ts';
import { isWithHub } from '../../services/handoff/hub-owns.ts';
import { hubRowOf } from '../../services/handoff/hub-rows.ts';
import type { Clock, Context, Ids, JsonObject, Rulebooks, Store } from '../../services/ports.ts';
import type { OutboxRow } from '../../services/queues-port.ts';
import type { HubConfig } from '../config-handoff.ts';
import { NotNow, type Sender } from '../outbox.ts';
import { checkWebhookUrl, guardedLookup } from '../webhooks-address.ts';
import { webhookIdOf } from '../webhooks-event.ts';
import { postWebhook } from '../webhooks-post.ts';
import { webhookHeaders } from '../webhooks-sign.ts';
import { endActivity, type HubPlace, initiateActivity, messageActivity } from './hub-activity.ts';

export interface HubSendDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** Real time, for the signature. */
  readonly wallClock: Clock;
  readonly ids: Ids;
  readonly rulebooks: Rulebooks;
  readonly hub: HubConfig;
  readonly allowLoopback: boolean;
  readonly baseUrl: () => string;
  /** The whole address, which expires, of our own copy of a picture. */
  readonly signFile: (conversationId: string, uploadId: string) => string;
  readonly deadlineMs?: number;
}

/** The newest part of a long talk. */
const mostMessages = 500;

/** Posts a row of the hub's, signed as our other webhooks are. Throws, at start, on an address that no webhook may go to. */
export function createHubSender(deps: HubSendDeps): Sender {
  const { hub, wallClock, allowLoopback } = deps;
  const url = checkWebhookUrl(hub.url, allowLoopback, 'HANDOFF_HUB_URL');
  const way = {
    lookup: guardedLookup(allowLoopback),
    ...(deps.deadlineMs !== undefined && { deadlineMs: deps.deadlineMs }),
  };
  return async (row) => {
    const activity = await deps.store.run((tx) => activityOf(deps, tx, row));
    if (!activity) return;
    const body = JSON.stringify(activity);
    const seconds = Math.floor(wallClock.now() / 1_000);
    const headers = webhookHeaders(hub.secrets, { id: webhookIdOf(row.id), seconds, body });
    const { status, retryAfter = 0 } = await postWebhook(url, { headers, body }, way);
    if (status < 200 || status > 299)
      throw new NotNow(`the hub answered ${status}`, retryAfter * 1_000);
  };
}

/** Made when it leaves, of what is stored then; undefined for what the hub has no business with any more. */
async function activityOf(
  deps: HubSendDeps,
  tx: Context['tx'],
  row: OutboxRow,
): Promise<JsonObject | undefined> {
  const { store, clock, ids, rulebooks } = deps;
  const { desk, conversations } = store;
  const told = hubRowOf(row.body);
  const handoff = await desk.handoffs.find(tx, told.handoffId);
  const link = await desk.hub.find(tx, told.handoffId);
  const conversation = await conversations.find(tx, row.stream);
  if (!handoff || !link || !conversation) return undefined;
  const place: HubPlace = {
    ...{ handoff, conversation, baseUrl: deps.baseUrl() },
    signFile: (uploadId) => deps.signFile(conversation.id, uploadId),
  };
  // It never heard of the case, so it need not hear of its end.
  if (told.what === 'end') return link.toldAt && endActivity(place, told.why);
  if (!isWithHub(handoff)) return undefined;
  if (told.what === 'message') {
    const [said] = await conversations.messagesAfter(tx, conversation.id, told.seq - 1, 1);
    return said && messageActivity(place, said);
  }
  // Before the try: one that seems to have failed may have arrived.
  await desk.hub.change(tx, handoff.id, { toldAt: link.toldAt ?? clock.now() });
  const principal = { kind: 'system' } as const;
  const ctx = { tx, store, rulebooks, ids, now: clock.now(), principal };
  const from = Math.max(0, told.seq - mostMessages);
  const said = await conversations.messagesAfter(tx, conversation.id, from, told.seq - from);
  return initiateActivity(place, await contextForHub(ctx, handoff), said);
}
