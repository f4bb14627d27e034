import { minorDigits } from '../domain/money.ts';
import type { Handoff } from '../handoff-port.ts';
import type { DeskContext, DeskResult } from './desk-context.ts';
import { tellDesk } from './desk-event.ts';
import { readDeskSettings } from './desk-settings.ts';
import { keptRequest } from './keep-request.ts';
import type { Acted } from './views.ts';

/** More than one person may decide alone; every currency by its own whole units. */
export const needsSecond = async (
  ctx: DeskContext,
  minor: bigint,
  currency: string,
): Promise<boolean> => {
  const { approveAbove, approveAboveIn } = await readDeskSettings(ctx);
  const most = approveAboveIn[currency] ?? approveAbove;
  return Number(minor) > most * 10 ** minorDigits(currency);
};

/** Keeps the request until a second person has said yes or no; nothing else happens now. */
export const askApproval = async (
  ctx: DeskContext,
  asked: {
    readonly kind: 'act' | 'rule';
    readonly request: object;
    readonly disputeId: string;
    readonly handoff?: Handoff | undefined;
    readonly reason: string;
  },
): Promise<DeskResult<Acted>> => {
  const { kind, request, disputeId, handoff, reason } = asked;
  const id = ctx.ids.next('approval');
  await ctx.store.desk.papers.askApproval(ctx.tx, {
    ...{ id, disputeId, reason, askedBy: ctx.principal.id, askedAt: ctx.now },
    ...(handoff && { handoffId: handoff.id }),
    request: keptRequest({ kind, role: ctx.principal.role, request }),
  });
  const facts = { approvalId: id, reason };
  await ctx.audit({ what: 'approval.ask', disputeId, facts });
  if (handoff) await tellDesk(ctx, handoff, 'approval_asked', ctx.principal.id, { approvalId: id });
  return { ok: true, value: { done: false, approvalId: id } };
};
