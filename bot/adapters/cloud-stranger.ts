import { isStranger } from '../../services/identity/is-stranger.ts';
import type { JsonObject, Store } from '../../services/ports.ts';
import { conversationIdOf, objectOf } from './cloud-conversation.ts';

/**
 * Somebody else than the buyer who is signed in in this conversation. Before anything is stored: the newest place of a
 * conversation is where the buyer's news go, and an agent takes what is in it for the buyer's words.
 */
export const isByStranger = (
  { store }: { readonly store: Store },
  activity: JsonObject,
): Promise<boolean> =>
  store.run((tx) =>
    isStranger({ store, tx }, conversationIdOf(activity), String(objectOf(activity.from).id)),
  );
