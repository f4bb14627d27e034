import { type Instant, instant, plusHours } from '../domain/time.ts';
import type { DeskEventKind, HandoffChange } from '../handoff-port.ts';
import { caseOf } from './claim.ts';
import type { DeskContext, DeskResult } from './desk-context.ts';
import { tellDesk } from './desk-event.ts';
import { deskRow } from './desk-row.ts';
import { readDeskSettings } from './desk-settings.ts';
import { changeCase, notTheirs, type OnCase, onCase } from './on-case.ts';
import { refuseDesk } from './refuse-desk.ts';
import type { DeskRow } from './views.ts';

/** Out of the agent's sight until then, or until the buyer writes. The case stays theirs and the bot silent. */
export const snooze = async (
  ctx: DeskContext,
  wish: OnCase & { readonly until: Instant },
): Promise<DeskResult<DeskRow>> =>
  wish.until <= ctx.now
    ? refuseDesk('snooze_in_past')
    : putAside(ctx, wish, 'snoozed', { state: 'snoozed', wakeAt: instant(wish.until) });

/** The buyer has the next word; the case is finished by itself if none comes. */
export const waitForBuyer = async (
  ctx: DeskContext,
  wish: OnCase,
): Promise<DeskResult<DeskRow>> => {
  const { buyerSilentHours } = await readDeskSettings(ctx);
  const wakeAt = plusHours(ctx.now, buyerSilentHours);
  return putAside(ctx, wish, 'waiting_buyer', { state: 'waiting_buyer', wakeAt });
};

const putAside = (
  ctx: DeskContext,
  wish: OnCase,
  kind: DeskEventKind,
  change: HandoffChange,
): Promise<DeskResult<DeskRow>> =>
  onCase(ctx, wish, async ({ handoff }) => {
    const refused = await notTheirs(ctx, handoff);
    if (refused) return refused;
    const aside = await changeCase(ctx, handoff, change);
    await ctx.audit({ what: `handoff.${kind}`, ...caseOf(aside) });
    await tellDesk(ctx, aside, kind, ctx.principal.id);
    return { ok: true, value: await deskRow(ctx, aside) };
  });
