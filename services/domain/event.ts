import type { Command, CommandType } from './command.ts';
import type { Actor } from './dispute.ts';
import type { RuleKey } from './rulebook.ts';
import type { Instant } from './time.ts';

/**
 * What happened, enough to fold a dispute from nothing (I7). One row each, never changed.
 * `opened` carries the case's snapshot; every other event carries the command that made it.
 */
export interface DisputeEvent {
  readonly disputeId: string;
  /** 1, 2, 3 ... without a gap. */
  readonly seq: number;
  readonly type: CommandType;
  readonly actor: Actor;
  readonly rule: RuleKey;
  readonly rulebookVersion: string;
  /** When it took effect: the due instant for a clock event, however late the sweep was. */
  readonly at: Instant;
  readonly body: EventBody;
}

export interface EventBody {
  readonly command: Command;
  /** With `open`: what the dispute keeps of the order. */
  readonly opened?: {
    readonly orderId: string;
    readonly itemId: string;
    readonly buyerId: string;
    readonly sellerId: string;
    readonly currency: string;
    readonly paid: bigint;
  };
  /** With an outcome that pays: the new refund instruction. */
  readonly refund?: { readonly id: string; readonly outcomeNo: number; readonly amount: bigint };
}
