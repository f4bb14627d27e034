import type { Case, Command } from './command.ts';
import { notFound } from './common-guards.ts';
import type { Actor } from './dispute.ts';
import type { DisputeEvent } from './event.ts';
import { liveOf, liveRefusals, openRefusals } from './guard.ts';
import { nextEvent, openingEvent } from './record-event.ts';
import type { Refusal, Result } from './refusal.ts';
import type { Rulebook } from './rulebook.ts';
import type { Instant } from './time.ts';

/**
 * What a command makes happen, or every reason why it may not. Pure. `rules` is the rulebook that the
 * dispute pinned. Overdue clock events come first: until they are written, everything else is `too_late`.
 */
export const decide = (
  case_: Case,
  command: Command,
  actor: Actor,
  now: Instant,
  rules: Rulebook,
): Result<readonly DisputeEvent[]> => {
  const decided = decideOne(case_, command, actor, now, rules);
  return decided.ok ? { ok: true, value: [decided.value] } : decided;
};

/** The same for those who need to know that a command is one event. */
export const decideOne = (
  case_: Case,
  command: Command,
  actor: Actor,
  now: Instant,
  rules: Rulebook,
): Result<DisputeEvent> => {
  const situation = { case_, actor, now, rules };
  if (command.type === 'open')
    return unless(openRefusals(situation, command.form), () =>
      openingEvent(case_, { command, actor, now, rules }),
    );
  const { dispute } = case_;
  if (!dispute) return { ok: false, refusals: [notFound()] };
  return unless(liveRefusals(liveOf(situation, dispute), command), () =>
    nextEvent(dispute, { command, actor, now, rules }),
  );
};

const unless = (refusals: readonly Refusal[], event: () => DisputeEvent): Result<DisputeEvent> =>
  refusals.length > 0 ? { ok: false, refusals } : { ok: true, value: event() };
