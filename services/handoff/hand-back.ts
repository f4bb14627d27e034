import { caseOf } from './claim.ts';
import type { DeskContext, DeskResult } from './desk-context.ts';
import { tellDesk } from './desk-event.ts';
import { deskRow } from './desk-row.ts';
import { changeCase, giveConversation, notTheirs, type OnCase, onCase } from './on-case.ts';
import { tellByBot } from './tell-by-bot.ts';
import type { DeskRow } from './views.ts';

/** The bot has the conversation again and asks the question that was open; announced once (R30). */
export const handBack = (ctx: DeskContext, wish: OnCase): Promise<DeskResult<DeskRow>> =>
  onCase(ctx, wish, async ({ handoff, conversation }) => {
    const refused = await notTheirs(ctx, handoff);
    if (refused) return refused;
    const { id: agentId } = ctx.principal;
    const back = await changeCase(ctx, handoff, {
      ...{ state: 'back_to_bot', endedAt: ctx.now, endedBy: agentId, wakeAt: null },
    });
    await giveConversation(ctx, conversation, back);
    await tellByBot(ctx, back, 'handed_back', await ctx.staff.nameOf(ctx.tx, agentId));
    await ctx.audit({ what: 'handoff.hand_back', ...caseOf(back) });
    await tellDesk(ctx, back, 'handed_back', agentId);
    return { ok: true, value: await deskRow(ctx, back) };
  });
