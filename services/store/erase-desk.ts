import { erased } from '../domain/erase-words.ts';
import type { Capsule } from '../handoff-port.ts';
import type { BuyerData } from '../personal-data-port.ts';
import type { Tx } from '../ports.ts';
import { deskPapers } from './desk-papers.ts';
import { handoffs } from './handoffs.ts';
import { rows } from './sql.ts';

/** The cases of the agents' desk, with what agents wrote beside them; the newest first. */
export const casesOfBuyer = async (tx: Tx, buyerId: string): Promise<BuyerData['cases']> => {
  const found: BuyerData['cases'][number][] = [];
  for (const handoff of await handoffs.ofBuyer(tx, buyerId)) {
    const { id, no, reason, wish, capsule, state, requestedAt, endedAt } = handoff;
    const notes = await deskPapers.notes(tx, id);
    found.push({
      ...{ no, reason, wish, capsule, state, requestedAt },
      ...(endedAt !== undefined && { endedAt }),
      notes: notes.map(({ at, text }) => ({ at, text })),
    });
  }
  return found;
};

/** Who asked for a person, when, why and what became of it stays; every word of it goes, the agents' notes too. */
export const eraseDesk = async (
  tx: Tx,
  buyerId: string,
  disputeIds: readonly string[],
): Promise<void> => {
  for (const { id, capsule } of await handoffs.ofBuyer(tx, buyerId)) {
    await rows(tx, 'update handoffs set wish = ?, capsule = ? where id = ?', [
      erased,
      JSON.stringify(withoutWords(capsule)),
      id,
    ]);
    await rows(tx, 'update desk_notes set text = ? where handoff_id = ?', [erased, id]);
    await rows(tx, 'delete from desk_drafts where handoff_id = ?', [id]);
  }
  // What waits for a second person can't be done any more: its words are gone.
  for (const disputeId of disputeIds)
    await rows(
      tx,
      `update desk_approvals set request = '{}', reason = ?,
              state = case when state = 'pending' then 'withdrawn' else state end
        where dispute_id = ?`,
      [erased, disputeId],
    );
  await rows(
    tx,
    `update desk_approvals set request = '{}', reason = ?,
            state = case when state = 'pending' then 'withdrawn' else state end
      where handoff_id in (select id from handoffs where buyer_id = ?)`,
    [erased, buyerId],
  );
};

const withoutWords = (capsule: Capsule): Capsule => ({ ...capsule, slots: {} });
