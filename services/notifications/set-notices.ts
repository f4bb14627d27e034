import type { Context } from '../ports.ts';

/** Whether the buyer is told anything unasked from now on. Without effect for everybody who is no buyer. */
export const setNotices = async (
  { store, tx, now, principal }: Context,
  wanted: boolean,
): Promise<void> => {
  if (principal.kind !== 'buyer') return;
  if (wanted) await store.notices.unsilence(tx, principal.id);
  else await store.notices.silence(tx, principal.id, now);
};
