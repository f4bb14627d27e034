import type { IdempotencyKeys } from '../idempotency-port.ts';
import type { JsonObject } from '../ports.ts';
import { plain } from './codec.ts';
import { insert, row, rows } from './sql.ts';

interface Stored {
  readonly request: string;
  readonly status: number | null;
  readonly answer: string | null;
}

/** A second transaction with the same key waits at the primary key until the first one ends. */
const claim: IdempotencyKeys['claim'] = async (tx, { client, key, request, at }) => {
  const claimed = await insert(
    tx,
    'idempotency_keys',
    [{ client, key, request, at }],
    'on conflict (client, key) do nothing returning key',
  );
  if (claimed.length === 1) return undefined;
  const before = await row<Stored>(
    tx,
    'select request, status, answer from idempotency_keys where client = ? and key = ?',
    [client, key],
  );
  if (before?.status == null || before.answer === null)
    throw new Error(`Idempotency key ${key} was committed without its answer`);
  const body: JsonObject = plain(before.answer);
  return { request: before.request, answer: { status: before.status, body } };
};

const keep: IdempotencyKeys['keep'] = async (tx, { client, key }, { status, body }) => {
  await rows(
    tx,
    'update idempotency_keys set status = ?, answer = ? where client = ? and key = ?',
    [status, JSON.stringify(body), client, key],
  );
};

const forget: IdempotencyKeys['forget'] = async (tx, before) => {
  await rows(tx, 'delete from idempotency_keys where at < ?', [before]);
};

export const idempotency: IdempotencyKeys = { claim, keep, forget };
