import { blocksAnother } from '../domain/blocks-another.ts';
import type { Dispute } from '../domain/dispute.ts';

/** The dispute that stands in the way of another one about the same item. */
export const otherLiveDispute = (
  ofItem: readonly Dispute[],
  exceptId?: string,
): Dispute | undefined => ofItem.find((other) => other.id !== exceptId && blocksAnother(other));
