import type { Handoff } from '../handoff-port.ts';
import type { Context } from '../ports.ts';
import { isWithHub } from './hub-owns.ts';
import { addHubRows, type HubEnd } from './hub-rows.ts';

const mostAtOnce = 100;

/** What was said since the hub heard last leaves for it in order; what its own agents said it knows. */
export const relayToHub = async (ctx: Context, handoffId: string): Promise<void> => {
  const { store, tx } = ctx;
  const { handoffs, hub } = store.desk;
  const handoff = await handoffs.lock(tx, handoffId);
  const link = await hub.find(tx, handoffId);
  if (!handoff || !link || link.endedAt !== undefined || !isWithHub(handoff)) return;
  const { conversationId } = handoff;
  const said = await store.conversations.messagesAfter(
    ...([tx, conversationId, link.relayedSeq, mostAtOnce] as const),
  );
  const news = said.filter(({ from }) => from === 'buyer' || from === 'bot');
  await addHubRows(
    ctx,
    handoff,
    news.map(({ seq }) => ({ what: 'message', seq })),
  );
  const last = said.at(-1);
  if (last) await hub.change(tx, handoffId, { relayedSeq: last.seq });
};

/** The hub is told that it has nothing to do with the case any more. */
export const endAtHub = async (ctx: Context, handoffId: string): Promise<void> => {
  const { store, tx, now } = ctx;
  const { handoffs, hub } = store.desk;
  const handoff = await handoffs.lock(tx, handoffId);
  const link = await hub.find(tx, handoffId);
  if (!handoff || !link || link.endedAt !== undefined || isWithHub(handoff)) return;
  await hub.change(tx, handoffId, { endedAt: now });
  await addHubRows(ctx, handoff, [{ what: 'end', why: whyOf(handoff) }]);
};

const whyOf = ({ state, endedBy }: Handoff): HubEnd => {
  if (state === 'left') return 'buyer_left';
  return state === 'resolved' && endedBy === 'clock' ? 'buyer_silent' : 'taken_back';
};
