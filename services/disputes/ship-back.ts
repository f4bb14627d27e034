import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { runCommand } from './run-command.ts';
import { forBuyer } from './speaks-for.ts';

/** The buyer has sent the goods back. */
export const shipBack = (
  ctx: Context,
  {
    disputeId,
    expectedSeq,
    carrier,
    trackingNumber,
  }: {
    readonly disputeId: string;
    readonly expectedSeq: number;
    readonly carrier: string;
    readonly trackingNumber: string;
  },
): Promise<Result<DisputeView>> =>
  runCommand(ctx, {
    disputeId,
    expectedSeq,
    command: { type: 'ship_back', shipment: { carrier, trackingNumber } },
    spokenFor: forBuyer,
  });
