import { type Instant, plusHours } from '../domain/time.ts';
import type { OrderView } from '../views.ts';
import type { DeadlineSoon, DisputePanel } from './views.ts';

const soonHours = 48;

/** Up to 48 hours from now, the nearest first. Protection that a live dispute keeps up is none of them. */
export const deadlinesSoon = (
  now: Instant,
  disputes: readonly DisputePanel[],
  orders: readonly OrderView[],
): readonly DeadlineSoon[] => {
  const live = new Set(
    disputes.filter(({ view }) => view.label !== 'finished').map(({ view }) => view.order.id),
  );
  return [
    ...disputes.flatMap(({ view }) =>
      view.deadlines
        .filter(({ rule }) => rule !== 'surveyWithinDays')
        .map(({ rule, at }) => ({ rule, at, of: view.dispute.id })),
    ),
    ...orders.flatMap(({ order, protectionEndsAt: at }) =>
      at === undefined || live.has(order.id)
        ? []
        : [{ rule: 'buyerProtection' as const, at, of: order.id }],
    ),
  ]
    .filter(({ at }) => now < at && at <= plusHours(now, soonHours))
    .toSorted((a, b) => a.at - b.at);
};
