import type { Instant } from '../domain/time.ts';
import type { Deed } from '../handoff/desk-context.ts';
import type { Store, Tx } from '../ports.ts';
import type { AuditRow } from '../staff-port.ts';
import type { StaffActor } from './staff-context.ts';

/** What a member of staff did at the desk. Called before `tellDesk`: two transactions that lock in another order would stop each other. */
export const auditDeed = async (
  tx: Tx,
  store: Store,
  { at, by, deed }: { readonly at: Instant; readonly by: StaffActor; readonly deed: Deed },
): Promise<void> => {
  const { what, facts = {}, ...ids } = deed;
  const { id: actor, role } = by;
  await store.audit.append(tx, {
    ...{ at, actor, role, action: what, subject: subjectOf(deed) },
    details: { ...ids, ...facts },
  });
};

const subjectOf = ({ disputeId, handoffId, conversationId, orderId, buyerId }: Deed): string => {
  if (disputeId !== undefined) return `dispute ${disputeId}`;
  if (handoffId !== undefined) return `handoff ${handoffId}`;
  if (conversationId !== undefined) return `conversation ${conversationId}`;
  if (orderId !== undefined) return `order ${orderId}`;
  return buyerId === undefined ? 'desk all' : `buyer ${buyerId}`;
};

export interface AuditWanted {
  readonly subject?: string;
  readonly actor?: string;
  /** Those before this number. */
  readonly before?: number;
  readonly limit?: number;
}

/** Newest first; who looks is not written down. */
export const readAudit = (
  { tx, store }: { readonly tx: Tx; readonly store: Store },
  { limit = 50, ...wanted }: AuditWanted,
): Promise<readonly AuditRow[]> => store.audit.page(tx, { ...wanted, limit });

export type Verified =
  | { readonly ok: true; readonly count: number; readonly hash: string }
  /** The first row that is not as it was written, or the first that is missing. */
  | { readonly ok: false; readonly no: number; readonly why: 'gap' | 'link' | 'content' | 'end' };

const batch = 500;

/**
 * Reads the whole chain. Whoever can write the database can forge a whole new chain: the hash of the end, kept somewhere
 * else, shows that too.
 */
export const verifyAudit = async (store: Store): Promise<Verified> => {
  let last = { no: 0, hash: '' };
  for (;;) {
    const rows = await store.run((tx) => store.audit.after(tx, last.no, batch));
    for (const row of rows) {
      const why = faultOf(store, row, last);
      if (why) return { ok: false, no: last.no + 1, why };
      last = row;
    }
    if (rows.length < batch) break;
  }
  return store.run(async (tx) => {
    const head = await store.audit.head(tx);
    // Rows may have come since the last batch, so only the part that was read is held against its end.
    const whole =
      head.no > last.no
        ? (await store.audit.after(tx, last.no, 1)).length === 1
        : head.hash === last.hash;
    return whole
      ? { ok: true, count: last.no, hash: last.hash }
      : { ok: false, no: last.no + 1, why: 'end' };
  });
};

const faultOf = (
  { audit }: Store,
  row: AuditRow,
  last: { readonly no: number; readonly hash: string },
): 'gap' | 'link' | 'content' | undefined => {
  if (row.no !== last.no + 1) return 'gap';
  if (row.prevHash !== last.hash) return 'link';
  return audit.hashOf(row) === row.hash ? undefined : 'content';
};
