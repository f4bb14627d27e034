import { close, instruct, note, release, settle } from './settling.ts';
import {
  appealEnd,
  day,
  type Model,
  type ModelDispute,
  type ModelItem,
  midnight,
  protectionEnd,
  windowEnd,
} from './state.ts';

export interface Due {
  readonly at: number;
  readonly type:
    | 'seller_timeout'
    | 'escalate'
    | 'evidence_deadline'
    | 'return_lapses'
    | 'receipt_timeout';
}

/** What the clock has to do next with a dispute (rules.md 1 and 3). */
export const dueOf = (dispute: ModelDispute): Due | undefined => {
  const { state, since, shippedAt = 0, deliveredAt } = dispute;
  switch (state) {
    case 'awaiting_seller': {
      const silence: Due = { at: since + 5 * day, type: 'seller_timeout' };
      const escalation = escalationOf(dispute);
      return dispute.saidNo && escalation.at < silence.at ? escalation : silence;
    }
    case 'awaiting_buyer':
      return escalationOf(dispute);
    case 'evidence_requested':
      return { at: since + 3 * day, type: 'evidence_deadline' };
    case 'return_to_ship':
      return { at: since + 10 * day, type: 'return_lapses' };
    case 'return_in_transit': {
      const tracked = deliveredAt === undefined ? Infinity : deliveredAt + 10 * day;
      return { at: Math.min(shippedAt + 30 * day, tracked), type: 'receipt_timeout' };
    }
    default:
      return undefined;
  }
};

/** Seven days after the opening; a no that comes later escalates at once. */
const escalationOf = (dispute: ModelDispute): Due => ({
  at: Math.max(dispute.openedAt + 7 * day, lastAt(dispute)),
  type: 'escalate',
});

export const lastAt = ({ events }: ModelDispute): number => events.at(-1)?.at ?? 0;

/** The clock does what is due by now with one dispute; answers how much that was. */
export const catchUp = (model: Model, item: ModelItem, dispute: ModelDispute): number => {
  let fired = 0;
  for (;;) {
    const due = dueOf(dispute);
    if (!due || due.at > model.now) return fired;
    fire(model, item, dispute, due);
    fired += 1;
  }
};

const fire = (model: Model, item: ModelItem, dispute: ModelDispute, { at, type }: Due): void => {
  note(model, dispute, { type, by: 'clock', at });
  switch (type) {
    case 'seller_timeout':
      settle(model, item, dispute, { ...dispute.wish, reason: type, by: 'timeout', at });
      break;
    case 'return_lapses':
      dispute.outcome = {
        ...{ reason: 'return_lapsed', by: 'timeout', remedy: 'none' },
        ...{ at, no: 1, amount: 0 },
      };
      close(model, item, dispute, at);
      break;
    case 'receipt_timeout':
      dispute.state = 'refund_pending';
      instruct(model, dispute);
      break;
    default:
      dispute.state = 'in_mediation';
      dispute.asked = undefined;
  }
};

/** The sweep: every dispute, then the money that nobody can claim any more. Answers how much it did. */
export const sweepModel = (model: Model): number => {
  let fired = 0;
  for (const item of model.items)
    for (const dispute of item.disputes) {
      fired += catchUp(model, item, dispute);
      const until = appealEnd(dispute);
      if (dispute.state === 'closed' && until !== undefined && model.now >= until)
        fired += release(model, item, dispute.id, model.now) ? 1 : 0;
    }
  if (model.now >= protectionEnd(model.order))
    for (const item of model.items)
      fired += release(model, item, model.order.id, model.now) ? 1 : 0;
  return fired;
};

/** The next instant after now at which anything ends: where off-by-one mistakes live. */
export const nextEdge = (model: Model): number | undefined => {
  const { order, items, now } = model;
  const ends = items.flatMap(({ disputes }) => disputes.flatMap(endsOf));
  const all = [
    ...ends,
    midnight(order.shippedAt, 11),
    protectionEnd(order),
    windowEnd(order.completedAt),
  ];
  const coming = all.filter((at) => at > now && Number.isFinite(at));
  return coming.length > 0 ? Math.min(...coming) : undefined;
};

const endsOf = (dispute: ModelDispute): readonly number[] =>
  [dueOf(dispute)?.at, appealEnd(dispute), surveyEnd(dispute)].filter((at) => at !== undefined);

/** Exclusive: the fifteenth day after the closing counts as a whole. */
export const surveyEnd = ({ closedAt, state, surveyed }: ModelDispute): number | undefined =>
  state === 'closed' && !surveyed && closedAt !== undefined ? midnight(closedAt, 16) : undefined;
