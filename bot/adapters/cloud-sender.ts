import type { JsonObject, Store } from '../../services/ports.ts';
import { type Sender, Undeliverable } from '../outbox.ts';
import type { Cloud } from './cloud.ts';

/** Sends the outbox's `channel` rows to where their conversation was last heard from. */
export function createCloudSender({ store, cloud }: { store: Store; cloud: Cloud }): Sender {
  return async ({ body }) => {
    const { conversationId, activity } = body;
    const conversation = await store.run((tx) =>
      store.conversations.find(tx, String(conversationId)),
    );
    const reference = conversation?.reference;
    if (reference === undefined) throw new Undeliverable('the conversation has no address');
    await cloud.send(reference, [activity as JsonObject]);
  };
}
