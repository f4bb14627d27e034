import type { Effect } from '../domain/command.ts';
import type { Dispute } from '../domain/dispute.ts';
import type { Disputes, JsonObject } from '../ports.ts';
import type { OutboxRow } from '../queues-port.ts';
import { outward } from './codec.ts';
import { refundOf } from './money-of-events.ts';

type Change = Parameters<Disputes['save']>[1];
type NewRow = Omit<OutboxRow, 'tries'>;
type Named = Pick<NewRow, 'id' | 'kind' | 'body'>;

const about = ({ id, orderId, itemId, currency }: Dispute): JsonObject => ({
  disputeId: id,
  orderId,
  itemId,
  currency,
});

/** Amounts are minor units as the text of their digits. */
const named = (dispute: Dispute, effect: Effect): Named => {
  const prefix = `${dispute.id}:${dispute.seq}`;
  switch (effect.type) {
    case 'refund_instruction': {
      const refundId = refundOf(dispute, effect.outcomeNo);
      const amount = effect.amount.toString();
      return { id: refundId, kind: 'refund', body: { ...about(dispute), refundId, amount } };
    }
    case 'payment_release': {
      const amount = effect.amount.toString();
      return { id: `${prefix}:release`, kind: 'release', body: { ...about(dispute), amount } };
    }
    case 'webhook': {
      const body = { event: effect.event, seq: dispute.seq, dispute: outward(dispute) };
      return { id: `${prefix}:${effect.event}`, kind: 'webhook', body };
    }
    case 'alert_agent':
      return {
        id: `${prefix}:${effect.why}`,
        kind: 'alert',
        body: { ...about(dispute), why: effect.why },
      };
  }
};

/**
 * The outbox rows of one change, in order, on the dispute's stream. Their ids follow from dispute, seq and effect, so
 * the same change can't be told twice; a webhook that several events of one change cause is told once for each.
 */
export const outboxRowsOf = ({ dispute, effects, now }: Change): readonly NewRow[] => {
  const seen = new Map<string, number>();
  return effects.map((effect) => {
    const { id, kind, body } = named(dispute, effect);
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    return {
      id: times === 1 ? id : `${id}:${times}`,
      kind,
      body,
      stream: dispute.id,
      createdAt: now,
    };
  });
};
