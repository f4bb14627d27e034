import type { Handoff } from '../handoff-port.ts';
import type { Context } from '../ports.ts';
import { silentAt } from './claim.ts';
import { tellDesk } from './desk-event.ts';
import { isWithHub } from './hub-owns.ts';
import { changeCase, giveConversation } from './on-case.ts';
import { isLive, isOwned } from './states.ts';
import { tellByBot } from './tell-by-bot.ts';

/** Who ended a case that goes on as another one: it is no request that was given up. */
export const movedBy = 'moved';

/** The live case of this buyer in another of their conversations, if this one has none. */
export const liveElsewhere = async (
  { store, tx, principal }: Pick<Context, 'store' | 'tx' | 'principal'>,
  conversationId: string,
): Promise<Handoff | undefined> => {
  if (principal.kind !== 'buyer') return undefined;
  const live = (await store.desk.handoffs.ofBuyer(tx, principal.id)).filter(isLive);
  return live.some((one) => one.conversationId === conversationId) ? undefined : live[0];
};

/**
 * The buyer wants the person here, in a new chat or on another device: the case ends there and goes on here as one of its own,
 * with the same agent, place and capsule, so that the transcripts stay apart. The agent finds the old one among the buyer's
 * earlier cases. What the hub had is offered to it anew. Undefined where there is nothing to follow.
 */
export const followBuyer = async (
  ctx: Context,
  conversationId: string,
): Promise<Handoff | undefined> => {
  const { store, tx, now } = ctx;
  const there = await liveElsewhere(ctx, conversationId);
  const locked = there && (await store.desk.handoffs.lock(tx, there.id));
  const here = await store.conversations.find(tx, conversationId);
  const left = there && (await store.conversations.find(tx, there.conversationId));
  if (!locked || !here || !left || !isLive(locked)) return undefined;
  const over = await changeCase(ctx, locked, {
    ...{ state: 'left', agentId: null, endedAt: now, endedBy: movedBy, wakeAt: null },
  });
  await giveConversation(ctx, left, over);
  await tellByBot(ctx, over, 'moved');
  const opened = await openHere(ctx, locked, here);
  await giveConversation(ctx, here, opened);
  await tellDesk(ctx, over, 'moved', 'buyer', { to: opened.id });
  await tellDesk(ctx, opened, 'moved', 'buyer', { from: over.id });
  return opened;
};

const openHere = async (
  ctx: Context,
  locked: Handoff,
  { id: conversationId, channel }: { readonly id: string; readonly channel: string },
): Promise<Handoff> => {
  const { store, tx, now, ids } = ctx;
  const { no: _no, version: _version, wakeAt: _wake, offeredAt: _offered, ...same } = locked;
  const opened = await store.desk.handoffs.open(tx, {
    ...same,
    ...{ id: ids.next('handoff'), conversationId, channel, state: 'waiting', lastBuyerAt: now },
  });
  if (!opened) throw new Error(`Somebody was asked into ${conversationId} meanwhile.`);
  const { agentId, claimedAt, firstAnswerAt, lastAgentAt } = locked;
  const isTheirs = agentId !== undefined && isOwned(locked) && !isWithHub(locked);
  return changeCase(ctx, opened, {
    ...(isTheirs && { state: 'claimed', agentId, wakeAt: await silentAt(ctx) }),
    ...(claimedAt !== undefined && { claimedAt }),
    ...(firstAnswerAt !== undefined && { firstAnswerAt }),
    ...(lastAgentAt !== undefined && { lastAgentAt }),
  });
};
