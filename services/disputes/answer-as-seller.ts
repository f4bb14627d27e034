import type { CommandOf } from '../domain/command.ts';
import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { runCommand } from './run-command.ts';
import { forSeller } from './speaks-for.ts';

/** What a seller says to a proposal, or about goods that came back. */
export type SellerAnswer = CommandOf<
  'accept' | 'refuse' | 'counter' | 'confirm_receipt' | 'contest_return'
>;

/** The seller's answer, from the marketplace or from the seller's own session. The commands guard themselves by version. */
export const answerAsSeller = (
  ctx: Context,
  { disputeId, command }: { readonly disputeId: string; readonly command: SellerAnswer },
): Promise<Result<DisputeView>> => runCommand(ctx, { disputeId, command, spokenFor: forSeller });
