import { answerAsSeller, type SellerAnswer } from '../disputes/answer-as-seller.ts';
import { findDispute } from '../disputes/find-dispute.ts';
import type { Dispute, OfferedRemedy } from '../domain/dispute.ts';
import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';

/** A button of the demo page; what it leaves out is taken from the proposal on the table. */
export type SellerMove =
  | { readonly move: 'accept' }
  | { readonly move: 'refuse'; readonly message?: string }
  | {
      readonly move: 'counter';
      readonly remedy?: OfferedRemedy;
      /** Minor units; half of what the buyer asks for, rounded up, if it is missing. */
      readonly amount?: bigint;
      readonly message?: string;
    }
  | { readonly move: 'confirm_receipt' }
  | { readonly move: 'contest_return'; readonly reason: string };

/**
 * "Play the seller" of the demo page, through the use case of the real sellers.
 * What may be played now: `findDispute` with the seller as principal, in `allowed`.
 */
export const playSeller = async (
  ctx: Context,
  { disputeId, ...move }: SellerMove & { readonly disputeId: string },
): Promise<Result<DisputeView>> => {
  const found = await findDispute(ctx, disputeId);
  if (!found.ok) return found;
  return answerAsSeller(ctx, { disputeId, command: answerOf(move, found.value.dispute) });
};

const answerOf = (move: SellerMove, { proposals }: Dispute): SellerAnswer => {
  const proposalVersion = proposals.at(-1)?.version ?? 0;
  switch (move.move) {
    case 'accept':
      return { type: 'accept', proposalVersion };
    case 'refuse':
      return { type: 'refuse', proposalVersion, ...messageOf(move) };
    case 'counter': {
      const asked = proposals.findLast(({ by }) => by === 'buyer')?.amount ?? 0n;
      const { remedy = 'refund_only', amount = half(asked) } = move;
      return { type: 'counter', proposalVersion, remedy, amount, ...messageOf(move) };
    }
    case 'confirm_receipt':
      return { type: 'confirm_receipt' };
    case 'contest_return':
      return { type: 'contest_return', reason: move.reason };
  }
};

const half = (amount: bigint): bigint => (amount + 1n) / 2n;

const messageOf = ({ message }: { readonly message?: string }): { message?: string } =>
  message === undefined ? {} : { message };
