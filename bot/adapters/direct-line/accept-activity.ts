import type { JsonObject } from '../../../services/ports.ts';
import { CHANNEL } from './authorize.ts';
import type { DirectLineDeps } from './deps.ts';
import { conversationNotFound, queueFull } from './direct-line-error.ts';
import type { InboundActivity } from './inbound-activity.ts';

/**
 * Stores the activity and answers its id: from then on it can't be lost. The turn runs behind the answer.
 * Throws 404, 429.
 */
export async function acceptActivity(
  deps: DirectLineDeps,
  conversationId: string,
  inbound: InboundActivity,
  files: { readonly uploads: readonly string[]; readonly attachments: readonly JsonObject[] },
): Promise<string> {
  if (inbound.fleeting) return deps.ids.next('activity');
  const { uploads, attachments } = files;
  const accepted = await deps.inbox.accept({
    conversationId,
    channel: CHANNEL,
    ...(inbound.clientActivityId ? { key: inbound.clientActivityId } : {}),
    activity: { ...inbound.activity, ...(uploads.length > 0 ? { uploads } : {}) },
    echo: { ...inbound.echo, ...(attachments.length > 0 ? { attachments } : {}) },
  });
  if ('id' in accepted) return accepted.id;
  throw accepted.verdict === 'queue_full' ? queueFull() : conversationNotFound();
}
