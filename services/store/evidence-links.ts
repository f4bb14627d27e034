import type { Disputes, Tx } from '../ports.ts';
import { insert } from './sql.ts';

/**
 * Which files belong to which dispute, so that its two parties may read them. A removed one stays, marked: it is part
 * of the audit trail.
 */
export const linkEvidence = async (
  tx: Tx,
  { dispute, events }: Parameters<Disputes['save']>[1],
): Promise<void> => {
  const touched = events.some(
    ({ body: { command } }) => 'files' in command || 'form' in command || 'evidenceId' in command,
  );
  if (!touched) return;
  await insert(
    tx,
    'dispute_evidence',
    dispute.evidence.map(({ id, party, removedAt }) => ({
      id,
      dispute_id: dispute.id,
      party,
      removed_at: removedAt,
    })),
    'on conflict (id, dispute_id) do update set removed_at = excluded.removed_at',
  );
};
