import type { Handoff } from '../handoff-port.ts';
import type { Context } from '../ports.ts';
import { tellDesk } from './desk-event.ts';
import { factsOf } from './facts-of.ts';

/** The dates and the money of a case, after its dispute has moved. */
export const renewFacts = async (ctx: Context, handoff: Handoff): Promise<void> => {
  const facts = await factsOf(ctx, handoff);
  await ctx.store.desk.handoffs.touch(ctx.tx, handoff.id, {
    ...facts,
    due: facts.due ?? null,
    atStake: facts.atStake ?? null,
  });
  await tellDesk(ctx, handoff, 'facts', 'clock');
};
