import { type CaseManagerCommand, ruleOnDispute } from '../disputes/rule-on-dispute.ts';
import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';

/** "Play the case manager" of the demo page. The command is complete: a ruling needs its written reason. */
export const playCaseManager = (
  ctx: Context,
  { disputeId, command }: { readonly disputeId: string; readonly command: CaseManagerCommand },
): Promise<Result<DisputeView>> =>
  ruleOnDispute(ctx, { disputeId, command, caseManagerId: 'demo-case-manager' });
