import type { Dispute } from './dispute.ts';

/**
 * Does the dispute stand in the way of another one on its item? Only a cancelled one does not (S9):
 * what was agreed or ruled is settled, and an appeal, not a second dispute, is the way on (assumption).
 */
export const blocksAnother = ({ phase, outcome }: Dispute): boolean =>
  phase.state !== 'closed' || outcome?.reason !== 'buyer_cancelled';
