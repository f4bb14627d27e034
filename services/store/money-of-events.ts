import type { Dispute, Refund } from '../domain/dispute.ts';
import type { DisputeEvent } from '../domain/event.ts';
import type { Disputes, Tx } from '../ports.ts';
import { chargeBack } from './chargebacks.ts';
import { type MoneyMove, moveMoney } from './item-money.ts';
import { insert, row, rows } from './sql.ts';

type Change = Parameters<Disputes['save']>[1];

/** The refund that an outcome instructed; its id is the idempotency key as well. */
export const refundOf = (dispute: Dispute, outcomeNo: number): string =>
  dispute.refunds.find((refund) => refund.outcomeNo === outcomeNo)?.id ??
  `${dispute.id}.R${outcomeNo}`;

/** Throws on a second instruction for the same outcome: the table's unique key refuses it. */
const instruct = async (tx: Tx, { dispute, effects, now }: Change): Promise<bigint> => {
  const wanted = effects.filter((effect) => effect.type === 'refund_instruction');
  await insert(
    tx,
    'refund_instructions',
    wanted.map(({ outcomeNo, amount }) => ({
      id: refundOf(dispute, outcomeNo),
      dispute_id: dispute.id,
      outcome_no: outcomeNo,
      order_id: dispute.orderId,
      item_id: dispute.itemId,
      currency: dispute.currency,
      amount,
      state: 'instructed',
      at: now,
    })),
  );
  return wanted.reduce((sum, { amount }) => sum + amount, 0n);
};

interface Settled {
  readonly amount: number;
  readonly state: Refund['state'];
}

/** What the payment system reported of one instruction. Reported twice, it changes nothing. */
const settle = async (
  tx: Tx,
  refundId: string,
  state: 'completed' | 'failed',
): Promise<MoneyMove> => {
  const before = await row<Settled>(
    tx,
    'select amount, state from refund_instructions where id = ?',
    [refundId],
  );
  if (!before) throw new Error(`There is no refund instruction ${refundId}`);
  if (before.state === state) return {};
  await rows(tx, 'update refund_instructions set state = ? where id = ?', [state, refundId]);
  const amount = BigInt(before.amount);
  const undone: MoneyMove = before.state === 'instructed' ? {} : { [before.state]: -amount };
  return { ...undone, [state]: amount };
};

const settledBy = async (tx: Tx, { body: { command } }: DisputeEvent): Promise<MoneyMove> => {
  if (command.type === 'refund_completed') return settle(tx, command.refundId, 'completed');
  if (command.type === 'refund_failed') return settle(tx, command.refundId, 'failed');
  return {};
};

const added = (a: MoneyMove, b: MoneyMove): MoneyMove => ({
  instructed: (a.instructed ?? 0n) + (b.instructed ?? 0n),
  completed: (a.completed ?? 0n) + (b.completed ?? 0n),
  failed: (a.failed ?? 0n) + (b.failed ?? 0n),
  released: (a.released ?? 0n) + (b.released ?? 0n),
});

/** Instructions, settlements and releases of one change, in one move of the item's money. */
export const moveMoneyOf = async (tx: Tx, change: Change): Promise<void> => {
  const { dispute, effects, events } = change;
  const releases = effects.filter((effect) => effect.type === 'payment_release');
  let move: MoneyMove = {
    instructed: await instruct(tx, change),
    released: releases.reduce((sum, { amount }) => sum + amount, 0n),
  };
  for (const event of events) move = added(move, await settledBy(tx, event));
  if (Object.values(move).some((minor) => minor !== 0n)) await moveMoney(tx, dispute, move);
  const chargeback = events.find(({ type }) => type === 'chargeback');
  if (chargeback) await chargeBack(tx, dispute, chargeback.at);
};
