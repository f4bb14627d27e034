import { loadCase } from '../disputes/load-case.ts';
import { type CaseManagerCommand, ruleOnDispute } from '../disputes/rule-on-dispute.ts';
import { preview } from '../domain/preview.ts';
import { askApproval, needsSecond } from './ask-approval.ts';
import type { DeskContext, DeskResult } from './desk-context.ts';
import { refuseDesk } from './refuse-desk.ts';
import type { Acted } from './views.ts';

export interface RulingRequest {
  readonly disputeId: string;
  readonly command: CaseManagerCommand;
  /** `seq` of the dispute that was read. */
  readonly expectedSeq?: number;
}

/**
 * A ruling, a request for evidence or the decision of an appeal. One that pays more than a person may decide alone waits
 * for a second case manager; what the rules refuse is refused before anybody is asked.
 */
export const ruleAsManager = async (
  ctx: DeskContext,
  wish: RulingRequest,
): Promise<DeskResult<Acted>> => {
  if (ctx.principal.role !== 'case_manager') return refuseDesk('role_too_low');
  const loaded = await loadCase(ctx, wish.disputeId);
  if (!loaded) return refuseDesk('case_not_found');
  const { case_, rules } = loaded;
  if (wish.expectedSeq !== undefined && wish.expectedSeq !== case_.dispute.seq)
    return refuseDesk('moved');
  const actor = { role: 'case_manager', id: ctx.principal.id } as const;
  const effect = preview(case_, wish.command, actor, ctx.now, rules);
  if (!effect.ok) return effect;
  // With a return the money follows later, by the same ruling.
  const { refund, terms } = effect.value;
  const most = terms && terms.amount > refund ? terms.amount : refund;
  if (!(await needsSecond(ctx, most, case_.dispute.currency))) return performRuling(ctx, wish);
  const { disputeId, command } = wish;
  const reason = 'explanation' in command ? command.explanation : '';
  const handoff = (await ctx.store.desk.handoffs.live(ctx.tx)).find(
    (live) => live.disputeId === disputeId,
  );
  return askApproval(ctx, { kind: 'rule', request: wish, disputeId, handoff, reason });
};

/** Rules, with everything checked; also what a second case manager has agreed to. */
export const performRuling = async (
  ctx: DeskContext,
  { disputeId, command }: RulingRequest,
): Promise<DeskResult<Acted>> => {
  const { id: caseManagerId } = ctx.principal;
  const ruled = await ruleOnDispute(ctx, { disputeId, command, caseManagerId });
  if (!ruled.ok) return ruled;
  const { dispute } = ruled.value;
  const facts = { command: command.type, seq: dispute.seq };
  await ctx.audit({ what: `dispute.${command.type}`, disputeId, facts });
  return { ok: true, value: { done: true, view: ruled.value } };
};
