import type { Json, JsonObject, Store, Tx } from '../../services/ports.ts';

/**
 * The prompt whose choices the message's buttons are; undefined for a message without buttons. A button carries
 * `<promptId>.<choiceId>.<hmac>` as its `action`.
 */
export function promptIn(value: Json | undefined): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('action' in value && typeof value.action === 'string') return value.action.split('.')[0];
  for (const inner of Object.values(value) as Json[]) {
    const found = promptIn(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The message that carries the prompt's buttons as it was sent, and the channel's own id of it. */
export async function sentActivity(
  { sentMessages, conversations }: Pick<Store, 'sentMessages' | 'conversations'>,
  tx: Tx,
  conversationId: string,
  promptId: string,
): Promise<{ readonly activity: JsonObject; readonly activityId?: string } | undefined> {
  const sent = await sentMessages.ofPrompt(tx, conversationId, promptId);
  if (!sent) return undefined;
  const [message] = await conversations.messagesAfter(tx, conversationId, sent.seq - 1, 1);
  if (message?.seq !== sent.seq) return undefined;
  const { activityId } = sent;
  return { activity: message.activity, ...(activityId !== undefined && { activityId }) };
}
