import type { Instant } from '../domain/time.ts';
import type { StaffSession, StaffSessions } from '../staff-port.ts';
import { insert, row, rows } from './sql.ts';
import { memberOf, type StoredMember } from './staff-accounts.ts';

interface Stored {
  readonly id: string;
  readonly staff_id: string;
  readonly token_hash: string;
  readonly stage: StaffSession['stage'];
  readonly how: StaffSession['how'];
  readonly device: string;
  readonly created_at: Instant;
  readonly last_seen_at: Instant;
}

const sessionOf = (found: Stored): StaffSession => ({
  id: found.id,
  staffId: found.staff_id,
  tokenHash: found.token_hash,
  stage: found.stage,
  how: found.how,
  device: found.device,
  createdAt: found.created_at,
  lastSeenAt: found.last_seen_at,
});

const add: StaffSessions['add'] = async (tx, session) => {
  const { id, stage, how, device, staffId, tokenHash, createdAt, lastSeenAt } = session;
  await insert(tx, 'staff_sessions', [
    {
      ...{ id, stage, how, device, staff_id: staffId, token_hash: tokenHash },
      ...{ created_at: createdAt, last_seen_at: lastSeenAt },
    },
  ]);
};

/** Named apart from the member's columns, which come along. */
const own = ['id', 'staff_id', 'token_hash', 'stage', 'how', 'device', 'created_at', 'last_seen_at']
  .map((name) => `s.${name} as s_${name}`)
  .join(', ');

type Prefixed = { readonly [Name in keyof Stored as `s_${Name}`]: Stored[Name] };

const find: StaffSessions['find'] = async (tx, by) => {
  const [column, value] =
    'id' in by ? (['id', by.id] as const) : (['token_hash', by.tokenHash] as const);
  const found = await row<StoredMember & Prefixed>(
    tx,
    `select staff.*, ${own} from staff_sessions s join staff on staff.id = s.staff_id
      where s.${column} = ? and s.revoked_at is null`,
    [value],
  );
  return (
    found && {
      session: sessionOf({
        ...{ id: found.s_id, staff_id: found.s_staff_id, token_hash: found.s_token_hash },
        ...{ stage: found.s_stage, how: found.s_how, device: found.s_device },
        ...{ created_at: found.s_created_at, last_seen_at: found.s_last_seen_at },
      }),
      member: memberOf(found),
    }
  );
};

const ofStaff: StaffSessions['ofStaff'] = async (tx, staffId) =>
  (
    await rows<Stored>(
      tx,
      `select * from staff_sessions where staff_id = ? and revoked_at is null
        order by created_at desc, id`,
      [staffId],
    )
  ).map(sessionOf);

const seen: StaffSessions['seen'] = async (tx, id, at) => {
  await rows(tx, 'update staff_sessions set last_seen_at = ? where id = ? and last_seen_at < ?', [
    ...[at, id, at],
  ]);
};

const revoke: StaffSessions['revoke'] = async (tx, { staffId, id, except }, at) => {
  const more = `${id === undefined ? '' : ' and id = ?'}${except === undefined ? '' : ' and id <> ?'}`;
  const gone = await rows(
    tx,
    `update staff_sessions set revoked_at = ?
      where staff_id = ? and revoked_at is null${more} returning id`,
    [at, staffId, ...[id, except].filter((part) => part !== undefined)],
  );
  return gone.length;
};

const forget: StaffSessions['forget'] = async (tx, begunBefore) => {
  await rows(tx, 'delete from staff_sessions where created_at < ?', [begunBefore]);
};

export const staffSessions: StaffSessions = { add, find, ofStaff, seen, revoke, forget };
