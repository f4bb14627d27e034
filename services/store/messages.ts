import type { Instant } from '../domain/time.ts';
import type { Conversations, NewMessage, StoredMessage, Tx } from '../ports.ts';
import { plain } from './codec.ts';
import { deskLog } from './desk-log.ts';
import { insert, row, rows } from './sql.ts';

interface MessageRow {
  readonly conversation_id: string;
  readonly seq: number;
  readonly id: string;
  readonly sender: StoredMessage['from'];
  readonly activity: string;
  readonly at: Instant;
}

interface Counted {
  readonly last_seq: number;
  readonly handoff_id: string | null;
}

const message = (found: MessageRow): StoredMessage => ({
  conversationId: found.conversation_id,
  seq: found.seq,
  id: found.id,
  from: found.sender,
  activity: plain(found.activity),
  at: found.at,
});

/** The conversation's counter is taken first: its row lock makes writers wait, so numbers never gap or repeat. */
export const append: Conversations['append'] = async (tx, id, messages, at) => {
  if (messages.length === 0) return [];
  const counted = await row<Counted>(
    tx,
    'update conversations set last_seq = last_seq + ? where id = ? returning last_seq, handoff_id',
    [messages.length, id],
  );
  if (!counted) throw new Error(`There is no conversation ${id}`);
  return put(tx, id, messages, counted, at);
};

/** The same counter, taken with the state's version: whoever lost that race writes nothing. */
export const advance: Conversations['advance'] = async (tx, id, step) => {
  const { state, expectedVersion, messages, at } = step;
  const counted = await row<Counted>(
    tx,
    `update conversations
        set last_seq = last_seq + ?, state = ?, state_version = state_version + 1
      where id = ? and state_version = ? returning last_seq, handoff_id`,
    [messages.length, JSON.stringify(state), id, expectedVersion],
  );
  return counted && put(tx, id, messages, counted, at);
};

const put = async (
  tx: Tx,
  id: string,
  messages: readonly NewMessage[],
  counted: Counted,
  at: Instant,
): Promise<readonly StoredMessage[]> => {
  if (messages.length === 0) return [];
  const first = counted.last_seq - messages.length + 1;
  const stored = messages.map((new_, index) => ({
    ...new_,
    conversationId: id,
    seq: first + index,
    at,
  }));
  await insert(
    tx,
    'messages',
    stored.map(({ seq, ...rest }) => ({
      conversation_id: id,
      seq,
      after_seq: seq === 1 ? null : seq - 1,
      id: rest.id,
      sender: rest.from,
      activity: JSON.stringify(rest.activity),
      at,
    })),
  );
  if (counted.handoff_id !== null) await tellDesk(tx, counted.handoff_id, stored);
  return stored;
};

/** While a person is asked for or there, every word is news of the desk, whoever said it and whoever stored it. */
const tellDesk = async (
  tx: Tx,
  handoffId: string,
  stored: readonly StoredMessage[],
): Promise<void> => {
  await deskLog.append(
    tx,
    stored.map(({ conversationId, seq, from, at }) => ({
      ...{ at, kind: 'message' as const, handoffId, conversationId, by: from },
      body: { seq, from },
    })),
  );
};

export const heardAt: Conversations['heardAt'] = async (tx, id) => {
  const found = await row<{ readonly at: Instant }>(
    tx,
    `select at from messages where conversation_id = ? and sender = 'buyer'
      order by seq desc limit 1`,
    [id],
  );
  return found?.at;
};

export const messagesAfter: Conversations['messagesAfter'] = async (tx, id, seq, limit) => {
  const found = await rows<MessageRow>(
    tx,
    `select conversation_id, seq, id, sender, activity, at from messages
      where conversation_id = ? and seq > ? order by seq limit ?`,
    [id, seq, limit],
  );
  return found.map(message);
};
