import type { Instant } from '../domain/time.ts';
import type { AccountLink, AccountLinks } from '../identity-port.ts';
import type { Tx } from '../ports.ts';
import { signInRequests } from './sign-in-requests.ts';
import { insert, row, rows } from './sql.ts';

interface LinkRow {
  readonly conversation_id: string;
  readonly channel: string;
  readonly user_id: string;
  readonly buyer_id: string;
  readonly linked_at: Instant;
  readonly verified_at: Instant;
}

const accountLink = (found: LinkRow): AccountLink => ({
  conversationId: found.conversation_id,
  channel: found.channel,
  userId: found.user_id,
  buyerId: found.buyer_id,
  linkedAt: found.linked_at,
  verifiedAt: found.verified_at,
});

const find: AccountLinks['find'] = async (tx, conversationId) => {
  const found = await row<LinkRow>(
    tx,
    'select * from account_links where conversation_id = ? and ended_at is null',
    [conversationId],
  );
  return found && accountLink(found);
};

/** The conversation's next message is the first one of its new owner; what is there was said before. */
const ownedBy = async (
  tx: Tx,
  conversationId: string,
  buyerId: string | undefined,
): Promise<number> => {
  const found = await row<{ readonly last_seq: number }>(
    tx,
    'update conversations set buyer_id = ? where id = ? returning last_seq',
    [buyerId, conversationId],
  );
  if (!found) throw new Error('No such conversation');
  return found.last_seq;
};

const connect: AccountLinks['connect'] = async (tx, link) => {
  const known = await find(tx, link.conversationId);
  if (known && known.buyerId !== link.buyerId)
    throw new Error('The conversation is linked to another account');
  if (known) {
    await rows(
      tx,
      'update account_links set verified_at = ? where conversation_id = ? and ended_at is null',
      [link.verifiedAt, link.conversationId],
    );
    return;
  }
  const lastSeq = await ownedBy(tx, link.conversationId, link.buyerId);
  await insert(tx, 'account_links', [
    {
      conversation_id: link.conversationId,
      channel: link.channel,
      user_id: link.userId,
      buyer_id: link.buyerId,
      linked_at: link.linkedAt,
      verified_at: link.verifiedAt,
      first_seq: lastSeq + 1,
    },
  ]);
};

const disconnect: AccountLinks['disconnect'] = async (tx, conversationId, at) => {
  const known = await find(tx, conversationId);
  // In any case: what is said to be nobody's must be nobody's.
  const lastSeq = await ownedBy(tx, conversationId, undefined);
  if (!known) return undefined;
  await rows(
    tx,
    'update account_links set ended_at = ?, last_seq = ? where conversation_id = ? and ended_at is null',
    [at, lastSeq, conversationId],
  );
  return known;
};

const isOfAnother: AccountLinks['isOfAnother'] = async (tx, { conversationId, seq }, buyerId) =>
  (await row(
    tx,
    `select no from account_links where conversation_id = ? and buyer_id <> ? and first_seq <= ?
      and (last_seq is null or last_seq >= ?) limit 1`,
    [conversationId, buyerId, seq, seq],
  )) !== undefined;

export const accountLinks: AccountLinks = {
  ...{ find, connect, disconnect, isOfAnother },
  requests: signInRequests,
};
