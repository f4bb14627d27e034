import { instant } from '../domain/time.ts';
import type { Handoff } from '../handoff-port.ts';
import type { Context, Conversation } from '../ports.ts';
import { caseOf, silentAt } from './claim.ts';
import type { DeskContext, DeskResult } from './desk-context.ts';
import { tellDesk } from './desk-event.ts';
import { deskRow } from './desk-row.ts';
import { readDeskSettings } from './desk-settings.ts';
import { changeCase, notTheirs, type OnCase, onCase } from './on-case.ts';
import { refuseDesk } from './refuse-desk.ts';
import { tellByBot } from './tell-by-bot.ts';
import type { DeskRow } from './views.ts';

/**
 * Finished. For `undoSeconds` the conversation stays the agent's and nobody is told, so that undoing it leaves no trace
 * for the buyer; then the sweep, or the buyer's next words, make it final.
 */
export const resolve = (ctx: DeskContext, wish: OnCase): Promise<DeskResult<DeskRow>> =>
  onCase(ctx, wish, async ({ handoff }) => {
    const refused = await notTheirs(ctx, handoff);
    if (refused) return refused;
    const { undoSeconds } = await readDeskSettings(ctx);
    const resolved = await changeCase(ctx, handoff, {
      ...{ state: 'resolved', endedAt: ctx.now, endedBy: ctx.principal.id },
      wakeAt: instant(ctx.now + undoSeconds * 1_000),
    });
    await ctx.audit({ what: 'handoff.resolve', ...caseOf(resolved) });
    await tellDesk(ctx, resolved, 'resolved', ctx.principal.id);
    return { ok: true, value: await deskRow(ctx, resolved) };
  });

/** Takes a `resolve` of one's own back, as long as nobody was told of it. */
export const undoResolve = (ctx: DeskContext, wish: OnCase): Promise<DeskResult<DeskRow>> =>
  onCase(ctx, wish, async ({ handoff, conversation }) => {
    const { id: agentId } = ctx.principal;
    if (handoff.state !== 'resolved') return refuseDesk('case_live');
    if (handoff.endedBy !== agentId) return refuseDesk('not_yours');
    if (conversation.handoffId !== handoff.id) return refuseDesk('undo_too_late');
    const reopened = await changeCase(ctx, handoff, {
      ...{ state: 'claimed', agentId, endedAt: null, endedBy: null },
      wakeAt: await silentAt(ctx),
    });
    await ctx.audit({ what: 'handoff.undo_resolve', ...caseOf(reopened) });
    await tellDesk(ctx, reopened, 'reopened', agentId);
    return { ok: true, value: await deskRow(ctx, reopened) };
  });

/** The time to undo is over: the bot has the conversation again and says that the case is finished, once. */
export const finishResolved = async (
  ctx: Pick<Context, 'store' | 'tx' | 'now'>,
  handoff: Handoff,
  conversation: Conversation,
): Promise<void> => {
  const { store, tx } = ctx;
  await store.desk.handoffs.touch(tx, handoff.id, { wakeAt: null });
  if (conversation.handoffId !== handoff.id) return;
  await store.conversations.setOwner(tx, conversation.id, 'agent', {
    ...{ owner: 'bot', handoffId: undefined },
  });
  await tellByBot(ctx, handoff, handoff.endedBy === 'clock' ? 'buyer_silent' : 'resolved');
};
