import type { CommandOf } from '../domain/command.ts';
import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { runCommand } from './run-command.ts';

/** What the Case Management Team may say. */
export type CaseManagerCommand = CommandOf<'rule' | 'request_evidence' | 'decide_appeal'>;

/**
 * A case manager's command. `caseManagerId` is whom the marketplace's own tool names; a case manager
 * who is signed in here acts under the id of the session, and every other role is refused.
 */
export const ruleOnDispute = (
  ctx: Context,
  request: {
    readonly disputeId: string;
    readonly command: CaseManagerCommand;
    readonly caseManagerId: string;
  },
): Promise<Result<DisputeView>> =>
  runCommand(ctx, {
    disputeId: request.disputeId,
    command: request.command,
    spokenFor: () => ({ role: 'case_manager', id: request.caseManagerId }),
  });
