import type { Store, StoredMessage, Tx } from '../../../services/ports.ts';

/** Activities in one answer; the watermark leads to the next ones. */
const MOST = 500;
/** Characters of JSON, about: a page ends with the batch that passes it. */
const MOST_CHARS = 256 * 1024;
/** Read at a time, so that not even the largest ones are a load for the one database connection. */
const BATCH = 20;

export interface Page {
  readonly messages: readonly StoredMessage[];
  /** There may be more after the last one. */
  readonly full: boolean;
}

/** What came after `seq`, at most 500 messages and about 512 KB. */
export async function readPage(
  { conversations }: Pick<Store, 'conversations'>,
  tx: Tx,
  conversationId: string,
  seq: number,
): Promise<Page> {
  const messages: StoredMessage[] = [];
  let chars = 0;
  while (messages.length < MOST && chars < MOST_CHARS) {
    const after = messages.at(-1)?.seq ?? seq;
    const batch = await conversations.messagesAfter(tx, conversationId, after, BATCH);
    messages.push(...batch);
    if (batch.length < BATCH) return { messages, full: false };
    for (const { activity } of batch) chars += JSON.stringify(activity).length;
  }
  return { messages, full: true };
}
