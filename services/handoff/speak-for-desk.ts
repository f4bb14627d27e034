import type { Conversation, JsonObject, NewMessage, StoredMessage } from '../ports.ts';
import type { DeskContext, DeskLine } from './desk-context.ts';

type Speaking = Pick<DeskContext, 'store' | 'tx' | 'now' | 'ids' | 'voice'>;

/** Into the transcript, and to a channel that does not read it by an outbox row of the same transaction. */
export const speakForDesk = async (
  ctx: Speaking,
  conversation: Conversation,
  from: NewMessage['from'],
  activities: readonly JsonObject[],
): Promise<readonly StoredMessage[]> => {
  const { store, tx, now, ids, voice } = ctx;
  const messages = activities.map((activity) => ({ id: ids.next('activity'), from, activity }));
  const stored = await store.conversations.append(tx, conversation.id, messages, now);
  if (!voice.isPushed(conversation.channel)) return stored;
  const rows = stored.map(({ id, seq, activity, at }) => ({
    id: ids.next('outbox'),
    kind: 'channel' as const,
    stream: conversation.id,
    body: { conversationId: conversation.id, messageId: id, seq, activity },
    createdAt: at,
  }));
  await store.outbox.add(tx, rows, now);
  return stored;
};

/** A line of the product's own about who is there. */
export const announce = async (
  ctx: Speaking,
  conversation: Conversation,
  line: DeskLine,
): Promise<void> => {
  const activities = await ctx.voice.line(ctx.tx, conversation, line);
  await speakForDesk(ctx, conversation, 'system', activities);
};
