import type { Handoff } from '../handoff-port.ts';
import type { Context, Json, JsonObject } from '../ports.ts';

/** What leaves for the hub. A row points at it and holds no words: they are read when it is sent, or are gone by then. */
export type HubRow =
  /** The case and the transcript up to this message. */
  | { readonly what: 'initiate'; readonly seq: number }
  | { readonly what: 'message'; readonly seq: number }
  | { readonly what: 'end'; readonly why: HubEnd };

/** Why the hub has the case no more, without having said so itself. */
export type HubEnd = 'buyer_left' | 'taken_back' | 'buyer_silent';

export const addHubRows = (
  { store, tx, now }: Pick<Context, 'store' | 'tx' | 'now'>,
  { id, conversationId }: Pick<Handoff, 'id' | 'conversationId'>,
  told: readonly HubRow[],
): Promise<void> =>
  store.outbox.add(
    tx,
    told.map((row) => ({
      // Told twice, stored once.
      id: `hub:${id}:${row.what}${row.what === 'end' ? '' : `:${row.seq}`}`,
      ...{ kind: 'hub', stream: conversationId, createdAt: now },
      body: { handoffId: id, ...row },
    })),
    now,
  );

/** What `addHubRows` wrote: its shape is ours. */
export const hubRowOf = (body: JsonObject): HubRow & { readonly handoffId: string } =>
  body as { readonly [key: string]: Json } & HubRow & { readonly handoffId: string };
