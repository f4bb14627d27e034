import type { JsonObject } from '../../../services/ports.ts';
import { type Accepted, MAX_WAITING } from '../../inbox.ts';
import { CHANNEL } from './authorize.ts';
import type { DirectLineDeps } from './deps.ts';
import { conversationNotFound, queueFull } from './direct-line-error.ts';
import type { InboundActivity } from './inbound-activity.ts';

export interface FilesOfActivity {
  readonly uploads: readonly string[];
  readonly attachments: readonly JsonObject[];
}

/**
 * Stores the activity and answers its id: from then on it can't be lost. The turn runs behind the answer.
 * Throws 404, 429.
 */
export async function acceptActivity(
  deps: DirectLineDeps,
  conversationId: string,
  inbound: InboundActivity,
): Promise<string> {
  const none = { uploads: [], attachments: [] };
  return idOf(await storeActivity(deps, conversationId, inbound, none));
}

/** The same with files, which are the caller's again unless the verdict is `accepted`. */
export function storeActivity(
  deps: Pick<DirectLineDeps, 'inbox'>,
  conversationId: string,
  inbound: InboundActivity,
  { uploads, attachments }: FilesOfActivity,
): Promise<Accepted> {
  const key = keyOf(inbound);
  return deps.inbox.accept({
    conversationId,
    channel: CHANNEL,
    ...(key === undefined ? {} : { key }),
    activity: { ...inbound.activity, ...(uploads.length > 0 ? { uploads } : {}) },
    echo: { ...inbound.echo, ...(attachments.length > 0 ? { attachments } : {}) },
  });
}

/** Throws 404, 429. */
export function idOf(accepted: Accepted): string {
  if ('id' in accepted) return accepted.id;
  throw accepted.verdict === 'queue_full' ? queueFull() : conversationNotFound();
}

/** Throws 429 if one more activity would be refused now: before its files are read. */
export async function refuseIfFull(
  { store }: Pick<DirectLineDeps, 'store'>,
  conversationId: string,
): Promise<void> {
  const waiting = await store.run((tx) => store.inbox.countWaiting(tx, conversationId));
  if (waiting >= MAX_WAITING) throw queueFull();
}

/** What a resend was answered the first time. */
export async function answeredBefore(
  { store }: Pick<DirectLineDeps, 'store'>,
  conversationId: string,
  inbound: InboundActivity,
): Promise<string | undefined> {
  const key = keyOf(inbound);
  if (key === undefined) return undefined;
  return store.run((tx) => store.inbox.answerTo(tx, conversationId, key));
}

/** Marked as the client's: keys of our own, as `joined`, are not for it to take. */
function keyOf({ clientActivityId }: InboundActivity): string | undefined {
  return clientActivityId ? `c:${clientActivityId}` : undefined;
}
