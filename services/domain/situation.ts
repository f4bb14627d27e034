import type { Case, CommandOf, CommandType } from './command.ts';
import type { Actor, Dispute, Party, Role } from './dispute.ts';
import type { Refusal } from './refusal.ts';
import type { Rulebook } from './rulebook.ts';
import type { Instant } from './time.ts';

/** Who wants something of which case, when, under which rules. */
export interface Situation {
  readonly case_: Case;
  readonly actor: Actor;
  readonly now: Instant;
  readonly rules: Rulebook;
}

/** A situation with a dispute. `now` is never before the dispute's last event (I17). */
export interface LiveSituation extends Situation {
  readonly dispute: Dispute;
}

/**
 * The guards of one command beyond role, state and deadline. `standing` ones are known before anybody
 * fills in a form, so they decide what is offered; they are asked only in a state that fits.
 */
export interface Guards<T extends CommandType> {
  standing?(live: LiveSituation): readonly Refusal[];
  form?(live: LiveSituation, command: CommandOf<T>): readonly Refusal[];
}

/** A support agent speaks for the buyer. */
export const partyOf = (role: Role): Party => (role === 'seller' ? 'seller' : 'buyer');

/** Minor units that are neither instructed nor released: the most that a new refund can be. */
export const left = ({ money }: Case): bigint => money.paid - money.instructed - money.released;

/** `[refusal]` if `failed`, else nothing: so that guards read as a list. */
export const when = (failed: boolean, refusal: () => Refusal): readonly Refusal[] =>
  failed ? [refusal()] : [];
