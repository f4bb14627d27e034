import { erased, fileWithoutName } from '../domain/erase-words.ts';
import type { Instant } from '../domain/time.ts';
import type { Upload } from '../evidence-port.ts';
import type { Tx } from '../ports.ts';
import { isOfAnother, notOfOthers } from './link-history.ts';
import { rows } from './sql.ts';

export interface Talk {
  readonly buyerId: string;
  readonly conversationIds: readonly string[];
  readonly at: Instant;
}

/** A message without words; what waits in the inbox becomes something that needs no answer. */
const noMessage = JSON.stringify({ type: 'message', text: erased });
const noArrival = JSON.stringify({ type: 'event' });

/** Empties the buyer's conversations, who spoke when, and how often, stays. Answers whose files may go. */
export const eraseTalk = async (
  tx: Tx,
  { buyerId, conversationIds, at }: Talk,
): Promise<{ readonly messages: number; readonly fileIds: readonly string[] }> => {
  let messages = 0;
  for (const id of conversationIds) messages += await eraseConversation(tx, id, buyerId, at);
  await rows(tx, 'delete from settings where key = ?', [`terminal.${buyerId}`]);
  return { messages, fileIds: await eraseUploads(tx, buyerId) };
};

const eraseConversation = async (
  tx: Tx,
  id: string,
  buyerId: string,
  at: Instant,
): Promise<number> => {
  await ((await isOfAnother(tx, id, buyerId)) ? erasePast(tx, id) : eraseNow(tx, id, at));
  await rows(tx, 'delete from sent_messages where conversation_id = ?', [id]);
  await rows(tx, 'delete from feedback where conversation_id = ?', [id]);
  const changed = await rows(
    tx,
    `update messages set activity = ? where conversation_id = ? and ${notOfOthers} returning seq`,
    [noMessage, id, buyerId],
  );
  return changed.length;
};

/** Somebody else writes there now: what waits is theirs. */
const erasePast = async (tx: Tx, id: string): Promise<void> => {
  await rows(
    tx,
    'update inbox set activity = ?, fault = null where conversation_id = ? and done_at is not null',
    [noArrival, id],
  );
  await rows(
    tx,
    "delete from outbox where stream = ? and kind = 'channel' and sent_at is not null",
    [id],
  );
};

const eraseNow = async (tx: Tx, id: string, at: Instant): Promise<void> => {
  await rows(
    tx,
    "update conversations set state = '{}', state_version = state_version + 1, reference = null where id = ?",
    [id],
  );
  await rows(
    tx,
    `update inbox set activity = ?, fault = null, done_at = coalesce(done_at, ?)
      where conversation_id = ?`,
    [noArrival, at, id],
  );
  await rows(tx, "delete from outbox where stream = ? and kind = 'channel'", [id]);
};

const eraseUploads = async (tx: Tx, buyerId: string): Promise<readonly string[]> => {
  const found = await rows<{ readonly id: string; readonly body: string }>(
    tx,
    `select id, body from uploads where buyer_id = ? or (buyer_id is null
       and conversation_id in (select id from conversations where buyer_id = ?))`,
    [buyerId, buyerId],
  );
  for (const { id, body } of found)
    await rows(tx, 'update uploads set body = ? where id = ?', [
      JSON.stringify(fileWithoutName(JSON.parse(body) as Upload)),
      id,
    ]);
  return found.map(({ id }) => id);
};
