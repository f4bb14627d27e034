import { caseOf } from './claim.ts';
import type { DeskContext, DeskResult } from './desk-context.ts';
import { tellDesk } from './desk-event.ts';
import { deskRow } from './desk-row.ts';
import { changeCase, giveConversation, notTheirs, type OnCase, onCase } from './on-case.ts';
import { tellByBot } from './tell-by-bot.ts';
import type { DeskRow } from './views.ts';

/** Back to the queue, at the place that its first request gives it. The buyer is told once, and the bot helps again. */
export const release = (ctx: DeskContext, wish: OnCase): Promise<DeskResult<DeskRow>> =>
  onCase(ctx, wish, async ({ handoff, conversation }) => {
    const refused = await notTheirs(ctx, handoff);
    if (refused) return refused;
    const waiting = await changeCase(ctx, handoff, {
      ...{ state: 'waiting', agentId: null, wakeAt: null },
    });
    await giveConversation(ctx, conversation, waiting);
    const agent = await ctx.staff.nameOf(ctx.tx, ctx.principal.id);
    await tellByBot(ctx, waiting, 'requeued', agent);
    await ctx.audit({ what: 'handoff.release', ...caseOf(waiting) });
    await tellDesk(ctx, waiting, 'released', ctx.principal.id);
    return { ok: true, value: await deskRow(ctx, waiting) };
  });
