import type { Money } from '../domain/money.ts';
import type { Handoff } from '../handoff-port.ts';
import type { Context } from '../ports.ts';
import { tellDesk } from './desk-event.ts';
import { type Facts, factsOf } from './facts-of.ts';

/** The dates and the money of a case, after its dispute has moved or a refund got stuck. */
export const renewFacts = async (ctx: Context, handoff: Handoff): Promise<void> => {
  const facts = await withAlarms(ctx, handoff, await factsOf(ctx, handoff));
  await ctx.store.desk.handoffs.touch(ctx.tx, handoff.id, {
    ...facts,
    due: facts.due ?? null,
    atStake: facts.atStake ?? null,
  });
  await tellDesk(ctx, handoff, 'facts', 'clock');
};

/** As much is at stake as in the largest of them. */
const withAlarms = async (ctx: Context, handoff: Handoff, own: Facts): Promise<Facts> => {
  const { capsule, buyerId } = handoff;
  let { atStake } = own;
  if (buyerId !== undefined)
    for (const { disputeId } of capsule.alarms ?? [])
      atStake = larger(atStake, (await factsOf(ctx, { buyerId, disputeId })).atStake);
  return { ...own, ...(atStake && { atStake }) };
};

const larger = (one: Money | undefined, other: Money | undefined): Money | undefined => {
  if (!one || !other) return one ?? other;
  return one.currency === other.currency && one.minor < other.minor ? other : one;
};
