import type { Capsule, Handoff, HandoffReason } from '../handoff-port.ts';
import type { Context } from '../ports.ts';
import { blockedBy } from './blocked-by.ts';
import { tellDesk } from './desk-event.ts';
import { factsOf } from './facts-of.ts';
import { followBuyer } from './follow-buyer.ts';
import { renewFacts } from './renew-facts.ts';
import { standingOf } from './standing.ts';
import type { Standing } from './views.ts';

export interface PersonWanted {
  readonly conversationId: string;
  readonly reason: HandoffReason;
  /** The buyer's own words; '' if there are none. */
  readonly wish: string;
  readonly capsule: Omit<Capsule, 'signedIn' | 'blockedBy'>;
  readonly orderId?: string;
  readonly disputeId?: string;
}

/** Longer wishes are cut: the transcript has all of it. */
const wishMaxChars = 1_000;

/**
 * Puts the conversation into the queue, once: asked again while a person is asked for or there, nothing is added, but a
 * word of risk raises what was asked for before. For whoever talks there: the buyer, a visitor, the clock.
 */
export const requestPerson = async (ctx: Context, wanted: PersonWanted): Promise<Standing> => {
  const { store, tx } = ctx;
  const live =
    (await store.desk.handoffs.liveOf(tx, wanted.conversationId)) ??
    (await followBuyer(ctx, wanted.conversationId));
  if (live) return standingOf(ctx, await raised(ctx, live, wanted), true);
  const opened = await open(ctx, wanted);
  if (!opened) {
    // Somebody else was faster on another node.
    const theirs = await store.desk.handoffs.liveOf(tx, wanted.conversationId);
    if (!theirs) throw new Error(`Nobody can be asked into ${wanted.conversationId}.`);
    return standingOf(ctx, theirs, true);
  }
  await tellDesk(ctx, opened, 'requested', byOf(ctx), { reason: opened.reason });
  return standingOf(ctx, opened, false);
};

const byOf = ({ principal }: Context): string =>
  principal.kind === 'system' ? 'clock' : principal.kind === 'staff' ? principal.id : 'buyer';

const open = async (ctx: Context, wanted: PersonWanted): Promise<Handoff | undefined> => {
  const { store, tx, now, ids } = ctx;
  const conversation = await store.conversations.find(tx, wanted.conversationId);
  if (!conversation) throw new Error(`There is no conversation ${wanted.conversationId}.`);
  const { buyerId, channel } = conversation;
  const about = {
    ...(buyerId !== undefined && { buyerId }),
    ...(wanted.orderId !== undefined && { orderId: wanted.orderId }),
    ...(wanted.disputeId !== undefined && { disputeId: wanted.disputeId }),
  };
  const facts = await factsOf(ctx, about);
  const refusals = await blockedBy(ctx, { ...about, ...facts, goal: wanted.capsule.goal });
  return store.desk.handoffs.open(tx, {
    id: ids.next('handoff'),
    conversationId: conversation.id,
    ...about,
    ...facts,
    channel,
    reason: wanted.reason,
    wish: wanted.wish.slice(0, wishMaxChars),
    capsule: {
      ...wanted.capsule,
      signedIn: buyerId !== undefined,
      blockedBy: refusals.map(({ code, rule }) => ({ code, rule })),
    },
    state: 'waiting',
    requestedAt: now,
    lastBuyerAt: now,
  });
};

/** Whatever was asked for first, a risk is more, and so is money that is stuck. */
const raised = async (ctx: Context, live: Handoff, wanted: PersonWanted): Promise<Handoff> => {
  const { reason, wish, capsule, disputeId } = wanted;
  if (disputeId !== undefined && isAboutMoney(reason))
    return withAlarm(ctx, live, { reason, disputeId });
  const isWorse = reason === 'risk' && (live.reason !== 'risk' || capsule.risk === 'self_harm');
  if (!isWorse || live.capsule.risk === capsule.risk) return live;
  const changed = await ctx.store.desk.handoffs.touch(ctx.tx, live.id, {
    reason,
    wish: live.wish || wish.slice(0, wishMaxChars),
    capsule: { ...live.capsule, ...(capsule.risk !== undefined && { risk: capsule.risk }) },
  });
  await tellDesk(ctx, live, 'facts', byOf(ctx), { reason });
  return changed ?? live;
};

const isAboutMoney = (reason: HandoffReason): boolean =>
  reason === 'refund_failed' || reason === 'refund_overdue';

type Alarm = NonNullable<Capsule['alarms']>[number];

/** Beside what the case is about already: whoever has it, or takes it, sees both. */
const withAlarm = async (ctx: Context, live: Handoff, alarm: Alarm): Promise<Handoff> => {
  const { alarms = [] } = live.capsule;
  const known = [{ reason: live.reason, disputeId: live.disputeId }, ...alarms];
  if (known.some((one) => one.reason === alarm.reason && one.disputeId === alarm.disputeId))
    return live;
  const capsule = { ...live.capsule, alarms: [...alarms, alarm] };
  const changed = await ctx.store.desk.handoffs.touch(ctx.tx, live.id, { capsule });
  if (!changed) return live;
  await renewFacts(ctx, changed);
  return (await ctx.store.desk.handoffs.find(ctx.tx, live.id)) ?? changed;
};
