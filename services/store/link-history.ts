import { erased } from '../domain/erase-words.ts';
import type { Instant } from '../domain/time.ts';
import type { PastLink } from '../identity-port.ts';
import type { Tx } from '../ports.ts';
import { row, rows } from './sql.ts';

interface PastRow {
  readonly conversation_id: string;
  readonly channel: string;
  readonly user_id: string;
  readonly linked_at: Instant;
  readonly verified_at: Instant;
  readonly first_seq: number;
  readonly ended_at: Instant | null;
  readonly last_seq: number | null;
}

/** Every chat in which the buyer is or was known by a link, oldest first. */
export const linksOf = async (tx: Tx, buyerId: string): Promise<readonly PastLink[]> => {
  const found = await rows<PastRow>(
    tx,
    'select * from account_links where buyer_id = ? order by no',
    [buyerId],
  );
  return found.map((link) => ({
    conversationId: link.conversation_id,
    channel: link.channel,
    userId: link.user_id,
    linkedAt: link.linked_at,
    verifiedAt: link.verified_at,
    ...(link.ended_at === null ? {} : { endedAt: link.ended_at }),
  }));
};

/** For messages: not written while somebody else was known in that chat. One binding: the buyer. */
export const notOfOthers = `not exists (
  select 1 from account_links link
   where link.conversation_id = messages.conversation_id and link.buyer_id <> ?
     and messages.seq >= link.first_seq
     and (link.last_seq is null or messages.seq <= link.last_seq))`;

/** Numbers of the conversation's messages that are not somebody else's. */
export const ownSeqs = async (
  tx: Tx,
  conversationId: string,
  buyerId: string,
): Promise<ReadonlySet<number>> => {
  const found = await rows<{ readonly seq: number }>(
    tx,
    `select seq from messages where conversation_id = ? and ${notOfOthers}`,
    [conversationId, buyerId],
  );
  return new Set(found.map(({ seq }) => seq));
};

/** Somebody else is known there now. */
export const isOfAnother = async (
  tx: Tx,
  conversationId: string,
  buyerId: string,
): Promise<boolean> =>
  (await row(tx, 'select id from conversations where id = ? and buyer_id <> ?', [
    conversationId,
    buyerId,
  ])) !== undefined;

/** Whoever writes there next is a visitor; the channel's user id can be a phone number, so it goes too. */
export const eraseLinks = async (tx: Tx, buyerId: string, at: Instant): Promise<void> => {
  const ofBuyer = '(select conversation_id from account_links where buyer_id = ?)';
  await rows(
    tx,
    `delete from sign_in_requests where buyer_id = ? or conversation_id in ${ofBuyer}`,
    [buyerId, buyerId],
  );
  await rows(
    tx,
    `update conversations set user_id = ?, buyer_id = null
      where id in ${ofBuyer} and (buyer_id is null or buyer_id = ?)`,
    [erased, buyerId, buyerId],
  );
  await rows(
    tx,
    `update account_links set user_id = ?, ended_at = coalesce(ended_at, ?),
       last_seq = coalesce(last_seq,
         (select last_seq from conversations where conversations.id = conversation_id))
      where buyer_id = ?`,
    [erased, at, buyerId],
  );
};
