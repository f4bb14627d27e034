import { createHash } from 'node:crypto';
import type { Instant } from '../domain/time.ts';
import type { SignInRequest, SignInRequests } from '../identity-port.ts';
import { insert, row, rows } from './sql.ts';

interface RequestRow {
  readonly no: number;
  readonly conversation_id: string;
  readonly channel: string;
  readonly user_id: string;
  readonly created_at: Instant;
  readonly expires_at: Instant;
  readonly tries: number;
  readonly buyer_id: string | null;
  readonly code_hash: string | null;
  readonly code_expires_at: Instant | null;
  readonly ended_at: Instant | null;
}

const signInRequest = (found: RequestRow): SignInRequest => ({
  no: found.no,
  conversationId: found.conversation_id,
  channel: found.channel,
  userId: found.user_id,
  createdAt: found.created_at,
  expiresAt: found.expires_at,
  tries: found.tries,
  ...codeIn(found),
  ...(found.ended_at === null ? {} : { endedAt: found.ended_at }),
});

const codeIn = ({ buyer_id, code_hash, code_expires_at }: RequestRow) =>
  buyer_id === null || code_hash === null || code_expires_at === null
    ? {}
    : { code: { buyerId: buyer_id, hash: code_hash, expiresAt: code_expires_at } };

/** 128 random bits need no salt. */
const hashOf = (state: string): string => createHash('sha256').update(state).digest('base64url');

const endOf: SignInRequests['endOf'] = async (tx, conversationId, at) => {
  await rows(
    tx,
    'update sign_in_requests set ended_at = ? where conversation_id = ? and ended_at is null',
    [at, conversationId],
  );
};

const add: SignInRequests['add'] = async (tx, added) => {
  await endOf(tx, added.conversationId, added.createdAt);
  await insert(tx, 'sign_in_requests', [
    {
      state_hash: hashOf(added.state),
      conversation_id: added.conversationId,
      channel: added.channel,
      user_id: added.userId,
      created_at: added.createdAt,
      expires_at: added.expiresAt,
    },
  ]);
};

const countSince: SignInRequests['countSince'] = async (tx, conversationId, from) => {
  const found = await row<{ readonly made: number | string }>(
    tx,
    'select count(*) as made from sign_in_requests where conversation_id = ? and created_at >= ?',
    [conversationId, from],
  );
  return Number(found?.made ?? 0);
};

const byState: SignInRequests['byState'] = async (tx, state) => {
  const found = await row<RequestRow>(tx, 'select * from sign_in_requests where state_hash = ?', [
    hashOf(state),
  ]);
  return found && signInRequest(found);
};

const giveCode: SignInRequests['giveCode'] = async (tx, no, { buyerId, hash, expiresAt }) =>
  (await row(
    tx,
    `update sign_in_requests set buyer_id = ?, code_hash = ?, code_expires_at = ?
      where no = ? and ended_at is null returning no`,
    [buyerId, hash, expiresAt, no],
  )) !== undefined;

const countTry: SignInRequests['countTry'] = async (tx, conversationId) => {
  const found = await row<RequestRow>(
    tx,
    `update sign_in_requests set tries = tries + 1
      where conversation_id = ? and ended_at is null returning *`,
    [conversationId],
  );
  return found && signInRequest(found);
};

const end: SignInRequests['end'] = async (tx, no, at) => {
  await rows(tx, 'update sign_in_requests set ended_at = ? where no = ? and ended_at is null', [
    at,
    no,
  ]);
};

const forget: SignInRequests['forget'] = async (tx, before, limit) => {
  const gone = await rows(
    tx,
    `delete from sign_in_requests where no in
      (select no from sign_in_requests where created_at < ? order by created_at limit ?) returning no`,
    [before, limit],
  );
  return gone.length;
};

export const signInRequests: SignInRequests = {
  add,
  countSince,
  byState,
  giveCode,
  countTry,
  end,
  endOf,
  forget,
};
