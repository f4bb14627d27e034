import type { Command, Effect } from '../../services/domain/command.ts';
import type { Dispute } from '../../services/domain/dispute.ts';
import type { Instant } from '../../services/domain/time.ts';
import type { Store, Tx } from '../../services/ports.ts';
import { aDispute, anEvent, noon } from '../support/fixtures.ts';

export interface Saving {
  readonly dispute: Dispute;
  readonly command?: Command;
  readonly effects?: readonly Effect[];
  readonly dueAt?: Instant;
  readonly expectedSeq?: number;
}

/** Saves `dispute` as one event made it: an opening at seq 1, else `command` (a survey, which moves nothing). */
export const save = (
  store: Store,
  tx: Tx,
  { dispute, command, effects = [], dueAt, expectedSeq }: Saving,
): Promise<boolean> => {
  const later = command ?? ({ type: 'survey', rating: 5 } as const);
  const event =
    dispute.seq === 1 ? anEvent(dispute) : anEvent(dispute, { body: { command: later } });
  return store.disputes.save(tx, {
    dispute,
    expectedSeq: expectedSeq ?? dispute.seq - 1,
    events: [event],
    effects,
    dueAt,
    now: noon,
  });
};

export const closed = (
  reason: 'buyer_cancelled' | 'ruling_rejected',
  changes: Partial<Dispute> = {},
): Dispute =>
  aDispute({
    seq: 2,
    phase: { state: 'closed', closedAt: noon },
    outcome: {
      no: 1,
      reason,
      by: reason === 'buyer_cancelled' ? 'parties' : 'case_management',
      decidedAt: noon,
      terms: { remedy: 'none', amount: 0n },
    },
    ...changes,
  });

/** In refund_pending after two events, with the first outcome's refund of `amount`. */
export const refunding = (amount: bigint, changes: Partial<Dispute> = {}): Dispute =>
  aDispute({
    seq: 2,
    phase: { state: 'refund_pending' },
    refunds: [{ id: 'D1000000001.R1', outcomeNo: 1, amount, state: 'instructed', at: noon }],
    ...changes,
  });
