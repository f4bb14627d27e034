import type { Step } from '../disputes/step.ts';
import type { Rulebook } from '../domain/rulebook.ts';
import type { Instant } from '../domain/time.ts';
import type { NewNotice } from '../notices-port.ts';
import { concernsBuyer } from './concerns-buyer.ts';
import { remindersOf } from './reminders.ts';

/** What the buyer is to be told because of one event, now and before the deadlines that it set. Pure. */
export const noticesOfStep = (
  { event, after }: Pick<Step, 'event' | 'after'>,
  rules: Rulebook,
  now: Instant,
): readonly NewNotice[] => [
  ...(concernsBuyer(event)
    ? [
        {
          id: `${after.id}:${event.seq}`,
          disputeId: after.id,
          buyerId: after.buyerId,
          about: { kind: 'event' as const, seq: event.seq },
          // When it took effect: told in that order, also after a late sweep.
          notBefore: event.at,
        },
      ]
    : []),
  ...remindersOf(after, rules, now),
];
