import { instant } from '../domain/time.ts';
import type { Handoff } from '../handoff-port.ts';
import type { Conversation } from '../ports.ts';
import type { DeskContext, DeskResult } from './desk-context.ts';
import { tellDesk } from './desk-event.ts';
import { deskRow } from './desk-row.ts';
import { readDeskSettings } from './desk-settings.ts';
import { hubAgent, isOffered } from './hub-owns.ts';
import { changeCase, giveConversation, type OnCase, onCase, takenBy } from './on-case.ts';
import { refuseDesk } from './refuse-desk.ts';
import { announce } from './speak-for-desk.ts';
import { isLive } from './states.ts';
import type { DeskRow } from './views.ts';

/** Takes a waiting case for good: from here to the release the bot is silent. Whoever comes second is told who has it. */
export const claim = (ctx: DeskContext, wish: OnCase): Promise<DeskResult<DeskRow>> =>
  onCase(ctx, wish, async ({ handoff, conversation }) => {
    const { id: agentId } = ctx.principal;
    if (!isLive(handoff)) return refuseDesk('case_over');
    if (handoff.agentId === agentId) return { ok: true, value: await deskRow(ctx, handoff) };
    if (handoff.agentId !== undefined) return takenBy(ctx, handoff.agentId);
    if (isOffered(handoff) && agentId !== hubAgent.id) return refuseDesk('with_hub');
    const claimed = await takeCase(ctx, handoff, conversation);
    const agent = await ctx.staff.nameOf(ctx.tx, agentId);
    // Before the first event: the audit's lock and the log's are always taken in this order.
    await ctx.audit({ what: 'handoff.claim', ...caseOf(claimed) });
    await announce(ctx, conversation, { what: 'joined', agent });
    await tellDesk(ctx, claimed, 'claimed', agentId);
    return { ok: true, value: await deskRow(ctx, claimed) };
  });

/** The case and its conversation are the agent's from here on, whoever had them. */
export async function takeCase(
  ctx: DeskContext,
  handoff: Handoff,
  conversation: Conversation,
): Promise<Handoff> {
  const taken = await changeCase(ctx, handoff, {
    state: 'claimed',
    agentId: ctx.principal.id,
    claimedAt: handoff.claimedAt ?? ctx.now,
    wakeAt: await silentAt(ctx),
    offeredAt: null,
  });
  await giveConversation(ctx, conversation, taken);
  return taken;
}

/** When an agent who says nothing from now on loses the case. */
export const silentAt = async (ctx: Pick<DeskContext, 'store' | 'tx' | 'now'>) =>
  instant(ctx.now + (await readDeskSettings(ctx)).agentSilentMinutes * 60_000);

/** What the audit says a deed was about. */
export const caseOf = (handoff: {
  readonly id: string;
  readonly conversationId: string;
  readonly buyerId?: string;
}) => ({
  handoffId: handoff.id,
  conversationId: handoff.conversationId,
  ...(handoff.buyerId !== undefined && { buyerId: handoff.buyerId }),
});
