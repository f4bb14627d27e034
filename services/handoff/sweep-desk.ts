import type { Handoff } from '../handoff-port.ts';
import type { Clock, Context, Conversation, Ids, Rulebooks, Store } from '../ports.ts';
import { silentAt } from './claim.ts';
import { tellDesk } from './desk-event.ts';
import { withdrawOffer } from './hub-offer.ts';
import { isOffered } from './hub-owns.ts';
import { changeCase, giveConversation } from './on-case.ts';
import { raiseAlarms } from './raise-alarms.ts';
import { renewFacts } from './renew-facts.ts';
import { finishResolved } from './resolve.ts';
import { tellByBot } from './tell-by-bot.ts';

export interface SweptDesk {
  /** Conversations in which the bot has something to say. */
  readonly conversationIds: readonly string[];
  readonly faults: readonly { readonly id: string; readonly cause: unknown }[];
}

const batch = 100;

/**
 * What the clock does at the desk, each case in a transaction of its own: agents and buyers who fell silent, the end of a
 * snooze and of the time to undo, facts that moved, alarms that nobody asked for. Any number of nodes may do it at once.
 */
export const sweepDesk = async (
  store: Store,
  rulebooks: Rulebooks,
  ids: Ids,
  clock: Clock,
): Promise<SweptDesk> => {
  const now = clock.now();
  const run = <T>(work: (ctx: Context) => Promise<T>): Promise<T> =>
    store.run((tx) => work({ tx, store, rulebooks, ids, now, principal: { kind: 'system' } }));
  const woken: string[] = [];
  const faults: { id: string; cause: unknown }[] = [];
  const each = async (
    listed: readonly string[],
    act: (ctx: Context, id: string) => Promise<string | undefined>,
  ) => {
    for (const id of listed)
      try {
        const conversationId = await run((ctx) => act(ctx, id));
        if (conversationId !== undefined) woken.push(conversationId);
      } catch (cause) {
        faults.push({ id, cause });
      }
  };
  const { handoffs } = store.desk;
  await each(await run((ctx) => handoffs.toWake(ctx.tx, now, batch)), wake);
  await each(await run((ctx) => handoffs.outdated(ctx.tx, batch)), refreshFacts);
  await raiseAlarms(run, each);
  return { conversationIds: woken, faults };
};

const wake = async (ctx: Context, id: string): Promise<string | undefined> => {
  const { store, tx, now } = ctx;
  const handoff = await store.desk.handoffs.lock(tx, id);
  if (handoff?.wakeAt === undefined || now < handoff.wakeAt) return undefined;
  const conversation = await store.conversations.find(tx, handoff.conversationId);
  if (!conversation) return undefined;
  await wokenUp(ctx, handoff, conversation);
  return conversation.id;
};

const wokenUp = async (
  ctx: Context,
  handoff: Handoff,
  conversation: Conversation,
): Promise<void> => {
  const isAnswered = (handoff.lastAgentAt ?? -1) >= handoff.lastBuyerAt;
  if (isOffered(handoff)) return void (await withdrawOffer(ctx, handoff, 'silent'));
  if (handoff.state === 'resolved') return finishResolved(ctx, handoff, conversation);
  if (handoff.state === 'snoozed') return endSnooze(ctx, handoff);
  if (handoff.state === 'claimed' && !isAnswered) return requeue(ctx, handoff, conversation);
  if (handoff.state === 'claimed' || handoff.state === 'waiting_buyer')
    return endSilent(ctx, handoff, conversation);
  await ctx.store.desk.handoffs.touch(ctx.tx, handoff.id, { wakeAt: null });
};

const endSnooze = async (ctx: Context, handoff: Handoff): Promise<void> => {
  const change = { state: 'claimed' as const, wakeAt: await silentAt(ctx) };
  await tellDesk(ctx, await changeCase(ctx, handoff, change), 'woken', 'clock');
};

/** The agent said nothing for too long: whoever is next takes it, and the bot helps meanwhile. */
const requeue = async (
  ctx: Context,
  handoff: Handoff,
  conversation: Conversation,
): Promise<void> => {
  const waiting = await changeCase(ctx, handoff, {
    ...{ state: 'waiting', agentId: null, wakeAt: null },
  });
  await giveConversation(ctx, conversation, waiting);
  await tellByBot(ctx, waiting, 'requeued');
  await tellDesk(ctx, waiting, 'agent_silent', 'clock', { agentId: handoff.agentId ?? '' });
};

const endSilent = async (
  ctx: Context,
  handoff: Handoff,
  conversation: Conversation,
): Promise<void> => {
  const over = await changeCase(ctx, handoff, {
    ...{ state: 'resolved', endedAt: ctx.now, endedBy: 'clock', wakeAt: null },
  });
  await finishResolved(ctx, over, conversation);
  await tellDesk(ctx, over, 'buyer_silent', 'clock');
};

const refreshFacts = async (ctx: Context, id: string): Promise<string | undefined> => {
  const handoff = await ctx.store.desk.handoffs.lock(ctx.tx, id);
  if (handoff) await renewFacts(ctx, handoff);
  return undefined;
};
