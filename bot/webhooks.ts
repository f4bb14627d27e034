import { createHash } from 'node:crypto';
import type { Clock, Rulebooks, Store } from '../services/ports.ts';
import type { OutboxRow } from '../services/queues-port.ts';
import { NotNow, type OutboxDeps, type Sender } from './outbox.ts';
import { checkWebhookUrl, guardedLookup } from './webhooks-address.ts';
import { eventOf, marketplaceKinds } from './webhooks-event.ts';
import { postWebhook } from './webhooks-post.ts';
import { webhookHeaders } from './webhooks-sign.ts';

export interface WebhookDeps {
  readonly store: Store;
  readonly rulebooks: Rulebooks;
  /** Real time. */
  readonly wallClock: Clock;
  /** Without it the events are for GET /api/v1/events alone, and count as told. */
  readonly target: { readonly url: string; readonly secrets: readonly string[] } | undefined;
  /** In a demo the shop may be on this very machine. */
  readonly allowLoopback: boolean;
  readonly deadlineMs?: number;
}

/**
 * What `createOutbox` needs to tell the marketplace. Give it an outbox of its own: a marketplace that does not answer
 * must not hold up the buyers' messages. Throws on an address that no webhook may go to.
 */
export function createWebhooks(deps: WebhookDeps): Pick<OutboxDeps, 'senders' | 'spread'> {
  const send = deps.target ? sendTo(deps, deps.target) : async () => {};
  return {
    senders: Object.fromEntries(marketplaceKinds.map((kind) => [kind, send])),
    spread: spreadOf,
  };
}

function sendTo(deps: WebhookDeps, target: NonNullable<WebhookDeps['target']>): Sender {
  const { store, rulebooks, wallClock, allowLoopback } = deps;
  const url = checkWebhookUrl(target.url, allowLoopback);
  const way = {
    lookup: guardedLookup(allowLoopback),
    ...(deps.deadlineMs !== undefined && { deadlineMs: deps.deadlineMs }),
  };
  return async (row) => {
    const { id, ...event } = await store.run((tx) => eventOf({ store, tx, rulebooks }, row));
    const body = JSON.stringify(event);
    const seconds = Math.floor(wallClock.now() / 1000);
    const headers = webhookHeaders(target.secrets, { id, seconds, body });
    const { status, retryAfter = 0 } = await postWebhook(url, { headers, body }, way);
    if (status < 200 || status > 299)
      throw new NotNow(`the marketplace answered ${status}`, retryAfter * 1000);
  };
}

/** 0 up to 0.5, by the row and its try: many rows that failed at once don't all come back at once. */
const spreadOf = ({ id, tries }: OutboxRow): number =>
  createHash('sha256').update(`${id} ${tries}`).digest().readUInt16BE() / 0x20000;
