import type { Instant } from '../domain/time.ts';
import type { Conversation, Conversations, Tx } from '../ports.ts';
import { plain } from './codec.ts';
import { advance, append, heardAt, messagesAfter } from './messages.ts';
import { insert, locking, row, rows } from './sql.ts';

interface ConversationRow {
  readonly id: string;
  readonly channel: string;
  readonly buyer_id: string | null;
  readonly user_id: string;
  readonly locale: string;
  readonly owner: Conversation['owner'];
  readonly handoff_id: string | null;
  readonly last_seq: number;
  readonly state: string;
  readonly state_version: number;
  readonly reference: string | null;
  readonly started_at: Instant;
}

const conversation = (found: ConversationRow): Conversation => ({
  id: found.id,
  channel: found.channel,
  ...(found.buyer_id === null ? {} : { buyerId: found.buyer_id }),
  userId: found.user_id,
  locale: found.locale,
  owner: found.owner,
  ...(found.handoff_id === null ? {} : { handoffId: found.handoff_id }),
  lastSeq: found.last_seq,
  state: plain(found.state),
  stateVersion: found.state_version,
  ...(found.reference === null ? {} : { reference: plain(found.reference) }),
  startedAt: found.started_at,
});

const create: Conversations['create'] = async (tx, begun) => {
  await insert(tx, 'conversations', [
    {
      id: begun.id,
      channel: begun.channel,
      buyer_id: begun.buyerId,
      user_id: begun.userId,
      locale: begun.locale,
      reference: begun.reference && JSON.stringify(begun.reference),
      started_at: begun.startedAt,
    },
  ]);
};

const read = async (tx: Tx, id: string, clause: string): Promise<Conversation | undefined> => {
  const found = await row<ConversationRow>(
    tx,
    `select * from conversations where id = ? ${clause}`,
    [id],
  );
  return found && conversation(found);
};

/** Inbox rows may still be stored for it: their foreign key only needs the key to stay. */
const lock: Conversations['lock'] = (tx, id) =>
  read(tx, id, locking(tx, 'for no key update skip locked'));

const lastSeqs: Conversations['lastSeqs'] = async (tx, ids) => {
  if (ids.length === 0) return new Map();
  const found = await rows<Pick<ConversationRow, 'id' | 'last_seq'>>(
    tx,
    `select id, last_seq from conversations where id in (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  return new Map(found.map(({ id, last_seq }) => [id, last_seq]));
};

const saveReference: Conversations['saveReference'] = async (tx, id, reference) => {
  await rows(tx, 'update conversations set reference = ? where id = ?', [
    JSON.stringify(reference),
    id,
  ]);
};

const setOwner: Conversations['setOwner'] = async (tx, id, expected, { owner, handoffId }) =>
  (await row(
    tx,
    'update conversations set owner = ?, handoff_id = ? where id = ? and owner = ? returning id',
    [owner, handoffId, id, expected],
  )) !== undefined;

export const conversations: Conversations = {
  create,
  find: (tx, id) => read(tx, id, ''),
  lock,
  advance,
  lastSeqs,
  saveReference,
  setOwner,
  append,
  messagesAfter,
  heardAt,
};
