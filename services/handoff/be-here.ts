import type { DeskContext } from './desk-context.ts';

/** The agent's console is open. Said every 30 seconds; whoever is not heard of for 90 is gone. */
export const beHere = (
  { store, tx, principal, now }: DeskContext,
  status: 'available' | 'away',
): Promise<void> => store.desk.papers.seen(tx, principal.id, status, now);
