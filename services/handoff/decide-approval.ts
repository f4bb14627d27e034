import type { Approval } from '../handoff-port.ts';
import { performAct } from './act-for-buyer.ts';
import type { DeskContext, DeskResult, Staff } from './desk-context.ts';
import { tellDesk } from './desk-event.ts';
import { readRequest } from './keep-request.ts';
import { refuseDesk } from './refuse-desk.ts';
import { performRuling, type RulingRequest } from './rule-as-manager.ts';
import { supervises } from './supervises.ts';
import type { Acted, ActRequest } from './views.ts';

type Kept = { readonly role: Staff['role'] } & (
  | { readonly kind: 'act'; readonly request: ActRequest }
  | { readonly kind: 'rule'; readonly request: RulingRequest }
);

/**
 * The second pair of eyes. It is never the first one's; a ruling needs a case manager, an override a supervisor. With a
 * yes it is done in the name of who asked, by the rules of this moment; a refused one answers no view.
 */
export const decideApproval = async (
  ctx: DeskContext,
  wish: { readonly approvalId: string; readonly approve: boolean },
): Promise<DeskResult<Acted>> => {
  const { store, tx, now, principal } = ctx;
  const approval = await store.desk.papers.approval(tx, wish.approvalId);
  if (!approval) return refuseDesk('case_not_found');
  if (approval.askedBy === principal.id) return refuseDesk('approver_same');
  const kept = readRequest<Kept>(approval.request);
  const may = kept.kind === 'rule' ? principal.role === 'case_manager' : supervises(principal);
  if (!may) return refuseDesk('role_too_low');
  const done = wish.approve ? await perform(ctx, approval, kept) : undefined;
  if (done && !done.ok) return done;
  const decision = wish.approve ? 'approved' : 'refused';
  const first = await store.desk.papers.decideApproval(
    tx,
    approval.id,
    decision,
    principal.id,
    now,
  );
  // Both can't happen: whoever was second finds the dispute moved. Thrown, so that nothing of it stays.
  if (!first && done) throw new Error(`Approval ${approval.id} was decided twice.`);
  if (!first) return refuseDesk('approval_over');
  await noteDecision(ctx, approval, decision);
  return done ?? { ok: true, value: { done: false, approvalId: approval.id } };
};

/** As if they had done it themselves: with the role that they have now, or not at all. */
const perform = async (
  ctx: DeskContext,
  approval: Approval,
  kept: Kept,
): Promise<DeskResult<Acted>> => {
  if (approval.state !== 'pending') return refuseDesk('approval_over');
  const role = await ctx.staff.roleOf(ctx.tx, approval.askedBy);
  if (role === undefined) return refuseDesk('nobody_like_that');
  const asker: DeskContext = { ...ctx, principal: { kind: 'staff', id: approval.askedBy, role } };
  if (kept.kind === 'rule') return performRuling(asker, kept.request);
  const handoff = await ctx.store.desk.handoffs.lock(ctx.tx, approval.handoffId ?? '');
  return handoff ? performAct(asker, handoff, kept.request) : refuseDesk('case_not_found');
};

const noteDecision = async (
  ctx: DeskContext,
  { id, disputeId, handoffId, askedBy }: Approval,
  decision: 'approved' | 'refused',
): Promise<void> => {
  const facts = { approvalId: id, askedBy };
  await ctx.audit({ what: `approval.${decision}`, disputeId, facts });
  const handoff = handoffId && (await ctx.store.desk.handoffs.find(ctx.tx, handoffId));
  if (!handoff) return;
  const body = { approvalId: id, decision };
  await tellDesk(ctx, handoff, 'approval_decided', ctx.principal.id, body);
};
