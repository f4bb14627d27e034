import type { CannedReplies, SignInFailures, StaffStore } from '../staff-port.ts';
import { insert, row, rows } from './sql.ts';
import { staffAccounts } from './staff-accounts.ts';
import { staffSessions } from './staff-sessions.ts';

type Failed = NonNullable<Awaited<ReturnType<SignInFailures['of']>>>;

const failures: SignInFailures = {
  of: (tx, key) =>
    row<Failed>(
      tx,
      'select count, locked_until as "lockedUntil" from sign_in_failures where key = ?',
      [key],
    ),
  async add(tx, key) {
    const [added] = await insert<{ readonly count: number }>(
      tx,
      'sign_in_failures',
      [{ key, count: 1, locked_until: 0 }],
      'on conflict (key) do update set count = sign_in_failures.count + 1 returning count',
    );
    return added?.count ?? 1;
  },
  async lock(tx, key, until) {
    await rows(tx, 'update sign_in_failures set locked_until = ? where key = ?', [until, key]);
  },
  async clear(tx, key) {
    await rows(tx, 'delete from sign_in_failures where key = ?', [key]);
  },
  async forget(tx, before) {
    await rows(tx, 'delete from sign_in_failures where locked_until < ?', [before]);
  },
};

const canned: CannedReplies = {
  all: (tx) => rows(tx, 'select key, title, text from canned_replies order by key'),
  async put(tx, { key, title, text }) {
    await insert(
      tx,
      'canned_replies',
      [{ key, title, text }],
      'on conflict (key) do update set title = excluded.title, text = excluded.text',
    );
  },
  async remove(tx, key) {
    await rows(tx, 'delete from canned_replies where key = ?', [key]);
  },
};

export const staff: StaffStore = {
  ...{ accounts: staffAccounts, sessions: staffSessions, failures, canned },
};
