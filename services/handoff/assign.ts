import { caseOf, silentAt } from './claim.ts';
import type { DeskContext, DeskResult } from './desk-context.ts';
import { tellDesk } from './desk-event.ts';
import { deskRow } from './desk-row.ts';
import { isOffered } from './hub-owns.ts';
import { changeCase, giveConversation, type OnCase, onCase, takenBy } from './on-case.ts';
import { refuseDesk } from './refuse-desk.ts';
import { announce } from './speak-for-desk.ts';
import { isLive } from './states.ts';
import { supervises } from './supervises.ts';
import type { DeskRow } from './views.ts';

/**
 * Gives the case to a colleague: one that waits anybody may give, one that somebody has only they themselves (a
 * transfer) or a supervisor.
 */
export const assign = (
  ctx: DeskContext,
  wish: OnCase & { readonly to: string },
): Promise<DeskResult<DeskRow>> =>
  onCase(ctx, wish, async ({ handoff, conversation }) => {
    const { id: by } = ctx.principal;
    const { to } = wish;
    if (!isLive(handoff)) return refuseDesk('case_over');
    const isFree = handoff.agentId === undefined || handoff.agentId === by;
    if (!isFree && !supervises(ctx.principal)) return takenBy(ctx, handoff.agentId ?? '');
    if (isOffered(handoff) && !supervises(ctx.principal)) return refuseDesk('with_hub');
    if ((await ctx.staff.roleOf(ctx.tx, to)) === undefined) return refuseDesk('nobody_like_that');
    if (handoff.agentId === to) return { ok: true, value: await deskRow(ctx, handoff) };
    const given = await changeCase(ctx, handoff, {
      state: 'claimed',
      agentId: to,
      claimedAt: handoff.claimedAt ?? ctx.now,
      wakeAt: await silentAt(ctx),
      offeredAt: null,
    });
    await giveConversation(ctx, conversation, given);
    const agent = await ctx.staff.nameOf(ctx.tx, to);
    const what = handoff.agentId === undefined ? 'joined' : 'changed';
    await ctx.audit({ what: 'handoff.assign', ...caseOf(given), facts: { to } });
    await announce(ctx, conversation, { what, agent });
    await tellDesk(ctx, given, 'assigned', by, { to });
    return { ok: true, value: await deskRow(ctx, given) };
  });
