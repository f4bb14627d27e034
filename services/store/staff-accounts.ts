import type { Instant } from '../domain/time.ts';
import type { StaffAccounts, StaffChange, StaffMember, StaffRole } from '../staff-port.ts';
import type { Scalar } from './bindings.ts';
import { insert, row, rows } from './sql.ts';

export interface StoredMember {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly active: number;
  readonly password_hash: string | null;
  readonly password_ends_at: Instant | null;
  readonly totp_sealed: string | null;
  readonly totp_confirmed: number;
  readonly totp_step: number;
  readonly oidc_subject: string | null;
  readonly single_keys: number;
  readonly created_at: Instant;
}

export const memberOf = (found: StoredMember): StaffMember => ({
  ...{ id: found.id, login: found.login, name: found.name, role: found.role },
  active: found.active === 1,
  ...(found.password_hash === null ? {} : { passwordHash: found.password_hash }),
  ...(found.password_ends_at === null ? {} : { passwordEndsAt: found.password_ends_at }),
  ...(found.totp_sealed === null ? {} : { totpSealed: found.totp_sealed }),
  totpConfirmed: found.totp_confirmed === 1,
  totpStep: found.totp_step,
  ...(found.oidc_subject === null ? {} : { oidcSubject: found.oidc_subject }),
  singleKeys: found.single_keys === 1,
  createdAt: found.created_at,
});

const add: StaffAccounts['add'] = async (tx, member) => {
  const added = await insert(
    tx,
    'staff',
    [
      {
        ...{ id: member.id, login: member.login, name: member.name, role: member.role },
        active: Number(member.active),
        password_hash: member.passwordHash,
        password_ends_at: member.passwordEndsAt,
        totp_sealed: member.totpSealed,
        totp_confirmed: Number(member.totpConfirmed),
        totp_step: member.totpStep,
        oidc_subject: member.oidcSubject,
        single_keys: Number(member.singleKeys),
        created_at: member.createdAt,
      },
    ],
    'on conflict do nothing returning id',
  );
  return added.length === 1;
};

const by =
  (column: 'id' | 'login' | 'oidc_subject'): StaffAccounts['find'] =>
  async (tx, value) => {
    const found = await row<StoredMember>(tx, `select * from staff where ${column} = ?`, [value]);
    return found && memberOf(found);
  };

const all: StaffAccounts['all'] = async (tx) =>
  (await rows<StoredMember>(tx, 'select * from staff order by name, id')).map(memberOf);

const columns: { readonly [Name in keyof Required<StaffChange>]: string } = {
  name: 'name',
  role: 'role',
  active: 'active',
  passwordHash: 'password_hash',
  passwordEndsAt: 'password_ends_at',
  totpSealed: 'totp_sealed',
  totpConfirmed: 'totp_confirmed',
  singleKeys: 'single_keys',
};

const change: StaffAccounts['change'] = async (tx, id, changes) => {
  const given = Object.entries(changes) as [keyof StaffChange, Scalar | boolean][];
  if (given.length === 0) return by('id')(tx, id);
  const values = given.map(([, value]) => (typeof value === 'boolean' ? Number(value) : value));
  const found = await row<StoredMember>(
    tx,
    `update staff set ${given.map(([name]) => `${columns[name]} = ?`).join(', ')}
      where id = ? returning *`,
    [...values, id],
  );
  return found && memberOf(found);
};

const useTotpStep: StaffAccounts['useTotpStep'] = async (tx, id, step) =>
  (await row(tx, 'update staff set totp_step = ? where id = ? and totp_step < ? returning id', [
    ...[step, id, step],
  ])) !== undefined;

export const staffAccounts: StaffAccounts = {
  ...{ add, all, change, useTotpStep },
  ...{ find: by('id'), byLogin: by('login'), byOidc: by('oidc_subject') },
};
