import { deadlines } from '../domain/deadlines.ts';
import type { Dispute } from '../domain/dispute.ts';
import type { Rulebook } from '../domain/rulebook.ts';
import { type Instant, plusHours } from '../domain/time.ts';
import type { NewNotice } from '../notices-port.ts';
import { isWorthTelling } from './is-worth-telling.ts';

/**
 * One for each of the rulebook's hours before each deadline of the buyer, as far as they are still to come. An invitation
 * (the survey) is repeated once only. Their ids follow from the deadline: an event that moves none adds none.
 */
export const remindersOf = (
  dispute: Dispute,
  rules: Rulebook,
  now: Instant,
): readonly NewNotice[] =>
  deadlines(dispute, rules)
    .filter((deadline) => deadline.party === 'buyer' && isWorthTelling(dispute, deadline))
    .flatMap(({ rule, at }) =>
      hoursBefore(rule, rules).map((hours) => ({
        id: `${dispute.id}:${rule}:${at}:${hours}h`,
        disputeId: dispute.id,
        buyerId: dispute.buyerId,
        about: { kind: 'reminder' as const, rule, at, hours },
        notBefore: plusHours(at, -hours),
      })),
    )
    .filter(({ notBefore }) => now < notBefore);

const hoursBefore = (rule: string, { rules }: Rulebook): readonly number[] =>
  rule === 'surveyWithinDays' ? rules.reminders.value.slice(0, 1) : rules.reminders.value;
