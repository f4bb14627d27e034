import type { Case } from './command.ts';
import type { Actor } from './dispute.ts';
import { openStanding } from './guard.ts';
import type { Refusal } from './refusal.ts';
import type { Rulebook } from './rulebook.ts';
import type { Instant } from './time.ts';

/** Every reason why no dispute can be opened on the item now, whatever the form says; empty if one can. @source S3 */
export const whyNotOpen = (
  case_: Case,
  actor: Actor,
  now: Instant,
  rules: Rulebook,
): readonly Refusal[] => openStanding({ case_, actor, now, rules });
