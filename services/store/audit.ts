import { createHash } from 'node:crypto';
import type { Instant } from '../domain/time.ts';
import type { JsonObject, Tx } from '../ports.ts';
import type { AuditLog, AuditRow } from '../staff-port.ts';
import { insert, locking, row, rows } from './sql.ts';

interface Stored {
  readonly no: number;
  readonly at: Instant;
  readonly actor: string;
  readonly role: AuditRow['role'];
  readonly action: string;
  readonly subject: string;
  readonly details: string;
  readonly prev_hash: string;
  readonly hash: string;
}

const auditRow = ({ details, prev_hash, ...found }: Stored): AuditRow => ({
  ...found,
  details: JSON.parse(details) as JsonObject,
  prevHash: prev_hash,
});

/** As text with the keys in the order in which they were given: it is stored as this text, and read back as it. */
const hashOf: AuditLog['hashOf'] = (hashed) => {
  const { no, at, actor, role, action, subject, details, prevHash } = hashed;
  return createHash('sha256')
    .update(JSON.stringify([prevHash, no, at, actor, role, action, subject, details]))
    .digest('hex');
};

type Head = Awaited<ReturnType<AuditLog['head']>>;

const headOf = async (tx: Tx, lock = ''): Promise<Head> => {
  const found = await row<Head>(tx, `select no, hash from audit_head where one = 1 ${lock}`);
  if (!found) throw new Error('The audit has lost its head');
  return found;
};

const append: AuditLog['append'] = async (tx, added) => {
  const head = await headOf(tx, locking(tx, 'for update'));
  const { at, actor, role, action, subject, details } = added;
  const numbered = {
    ...{ no: head.no + 1, at, actor, role, action, subject },
    ...{ details, prevHash: head.hash },
  };
  const hash = hashOf(numbered);
  await insert(tx, 'audit', [
    {
      ...{ no: numbered.no, at, actor, role, action, subject, hash },
      details: JSON.stringify(details),
      prev_hash: head.hash,
    },
  ]);
  await rows(tx, 'update audit_head set no = ?, hash = ? where one = 1', [numbered.no, hash]);
  return { ...numbered, hash };
};

/** What LIKE takes for more than itself. */
const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

const page: AuditLog['page'] = async (tx, { subject, actor, before, limit }) => {
  const about = subject === undefined ? undefined : literally(subject);
  const conditions: readonly (readonly [string, readonly (string | number)[]])[] = [
    ...(about === undefined
      ? []
      : ([
          [
            `(subject = ? or subject like ? escape '\\' or details like ? escape '\\')`,
            [subject ?? '', `% ${about}`, `%"${about}"%`],
          ],
        ] as const)),
    ...(actor === undefined ? [] : ([['actor = ?', [actor]]] as const)),
    ...(before === undefined ? [] : ([['no < ?', [before]]] as const)),
  ];
  const where = conditions.map(([sql]) => sql).join(' and ') || '1 = 1';
  const found = await rows<Stored>(
    tx,
    `select * from audit where ${where} order by no desc limit ?`,
    [...conditions.flatMap(([, bindings]) => bindings), limit],
  );
  return found.map(auditRow);
};

const after: AuditLog['after'] = async (tx, no, limit) =>
  (await rows<Stored>(tx, 'select * from audit where no > ? order by no limit ?', [no, limit])).map(
    auditRow,
  );

export const audit: AuditLog = { append, page, after, head: (tx) => headOf(tx), hashOf };
