import { caseOf, takeCase } from './claim.ts';
import type { DeskContext, DeskResult } from './desk-context.ts';
import { tellDesk } from './desk-event.ts';
import { deskRow } from './desk-row.ts';
import { isOffered } from './hub-owns.ts';
import { type OnCase, onCase } from './on-case.ts';
import { refuseDesk } from './refuse-desk.ts';
import { announce } from './speak-for-desk.ts';
import { isLive, isOwned } from './states.ts';
import { supervises } from './supervises.ts';
import type { DeskRow } from './views.ts';

/** A supervisor takes the case from whoever has it or, being the external hub, may take it. It stands in the audit. */
export const takeOver = (ctx: DeskContext, wish: OnCase): Promise<DeskResult<DeskRow>> =>
  onCase(ctx, wish, async ({ handoff, conversation }) => {
    const { id: agentId } = ctx.principal;
    if (!supervises(ctx.principal)) return refuseDesk('role_too_low');
    if (!isOwned(handoff) && !isOffered(handoff))
      return refuseDesk(isLive(handoff) ? 'not_yours' : 'case_over');
    if (handoff.agentId === agentId) return { ok: true, value: await deskRow(ctx, handoff) };
    const taken = await takeCase(ctx, handoff, conversation);
    const agent = await ctx.staff.nameOf(ctx.tx, agentId);
    const from = handoff.agentId ?? '';
    await ctx.audit({ what: 'handoff.take_over', ...caseOf(taken), facts: { from } });
    const what = isOwned(handoff) ? 'changed' : 'joined';
    await announce(ctx, conversation, { what, agent });
    await tellDesk(ctx, taken, 'taken_over', agentId, { from });
    return { ok: true, value: await deskRow(ctx, taken) };
  });
