import { instant } from '../domain/time.ts';
import type { Handoff } from '../handoff-port.ts';
import type { Context } from '../ports.ts';
import { tellDesk } from './desk-event.ts';
import { addHubRows } from './hub-rows.ts';
import { changeCase } from './on-case.ts';

const minute = 60_000;

/**
 * Gives a waiting case to the hub, once in its life; if it does not take it within these minutes, the sweep gives it to our
 * own agents. The bot goes on helping until somebody is there.
 */
export const offerToHub = async (
  ctx: Context,
  handoffId: string,
  withinMinutes: number,
): Promise<void> => {
  const { store, tx, now } = ctx;
  const { handoffs, hub } = store.desk;
  const handoff = await handoffs.lock(tx, handoffId);
  if (handoff?.state !== 'waiting') return;
  const lastSeqs = await store.conversations.lastSeqs(tx, [handoff.conversationId]);
  const lastSeq = lastSeqs.get(handoff.conversationId) ?? 0;
  if (!(await hub.open(tx, handoffId, lastSeq))) return;
  const wakeAt = instant(now + withinMinutes * minute);
  const offered = await changeCase(ctx, handoff, { offeredAt: now, wakeAt });
  await addHubRows(ctx, offered, [{ what: 'initiate', seq: lastSeq }]);
  await tellDesk(ctx, offered, 'hub', 'clock', { state: 'offered' });
};

/** The hub has not taken it, or can't: it is our own agents' now. The buyer keeps the place in the line. */
export const withdrawOffer = async (
  ctx: Pick<Context, 'store' | 'tx' | 'now'>,
  handoff: Handoff,
  why: 'silent' | 'failed',
): Promise<Handoff> => {
  const ours = await changeCase(ctx, handoff, { offeredAt: null, wakeAt: null });
  await tellDesk(ctx, ours, 'hub', 'clock', { state: why });
  return ours;
};
