import {
  type Happened,
  instructedBy,
  type Model,
  type ModelDispute,
  type ModelItem,
  type Outcome,
  owedToSeller,
} from './state.ts';

/** What the marketplace is told of each event (interfaces.md 5, by name). */
const webhooks: Readonly<Record<string, string>> = {
  open: 'dispute.opened',
  accept: 'dispute.agreed',
  seller_timeout: 'dispute.agreed',
  accept_offer: 'dispute.agreed',
  refuse: 'dispute.refused',
  propose: 'dispute.proposed',
  counter: 'dispute.proposed',
  escalate: 'dispute.escalated',
  request_evidence: 'dispute.evidence_requested',
  evidence_deadline: 'dispute.evidence_overdue',
  cancel: 'dispute.cancelled',
  rule: 'dispute.ruled',
  decide_appeal: 'dispute.ruled',
  appeal: 'dispute.appealed',
  add_evidence: 'evidence.added',
  remove_evidence: 'evidence.removed',
  ship_back: 'return.shipped',
  return_delivered: 'return.delivered',
  confirm_receipt: 'return.accepted',
  receipt_timeout: 'return.accepted',
  contest_return: 'return.contested',
};

/** One event more, and what it tells by its name alone. */
export const note = (model: Model, dispute: ModelDispute, happened: Happened): void => {
  dispute.events.push(happened);
  const name = webhooks[happened.type];
  if (name) tell(model, `webhook ${dispute.id} ${name} ${dispute.events.length}`);
  if (happened.type === 'refund_failed') tell(model, `alert ${dispute.id}`);
};

/** An agreement, a silence or a ruling: where its remedy leads. */
export const settle = (
  model: Model,
  item: ModelItem,
  dispute: ModelDispute,
  { reason, by, at, remedy, amount }: Omit<Outcome, 'no'>,
): void => {
  dispute.outcome = { reason, by, at, remedy, amount, no: 1 };
  if (remedy === 'none') {
    close(model, item, dispute, at);
    return;
  }
  const isBack = dispute.shippedAt !== undefined;
  if (remedy === 'return_and_refund' && !isBack) {
    dispute.state = 'return_to_ship';
    dispute.since = at;
    return;
  }
  dispute.state = 'refund_pending';
  instruct(model, dispute);
};

/** What the outcome gives beyond what was instructed before: nothing, or one instruction. */
export const instruct = (model: Model, dispute: ModelDispute): void => {
  const { outcome, id } = dispute;
  if (!outcome) throw new Error(`${id} pays without an outcome.`);
  const amount = outcome.amount - instructedBy(dispute);
  if (amount <= 0) return;
  const refundId = `${id}.R${outcome.no}`;
  dispute.refunds.push({ id: refundId, amount, state: 'instructed' });
  tell(model, `refund ${id} ${refundId} ${amount}`, id);
};

/** Closes, and pays the seller what is free at that very instant. */
export const close = (model: Model, item: ModelItem, dispute: ModelDispute, at: number): void => {
  dispute.state = 'closed';
  dispute.closedAt = at;
  tell(model, `webhook ${dispute.id} dispute.closed ${dispute.events.length}`);
  release(model, item, dispute.id, at);
};

/** Pays the seller what nobody can claim any more; answers whether that was anything. */
export const release = (model: Model, item: ModelItem, stream: string, at: number): boolean => {
  const amount = owedToSeller(model, item, at);
  if (amount <= 0) return false;
  item.released += amount;
  tell(model, `release ${stream} ${item.id} ${amount}`, stream);
  return true;
};

const tell = ({ told }: Model, line: string, pays?: string): void => {
  told.push({ line, hasLeft: false, ...(pays !== undefined && { pays }) });
};

/** After a chargeback nothing more is paid for the item (rules.md 3): what has not left never will. */
export const stopPayments = ({ told, order }: Model, item: ModelItem): void => {
  const ids = item.disputes.map(({ id }) => id);
  // The sweep pays in the order's name.
  const swept = `release ${order.id} ${item.id} `;
  const going = told.filter(
    ({ pays, line, hasLeft }) => hasLeft || (!ids.includes(pays ?? '') && !line.startsWith(swept)),
  );
  told.splice(0, told.length, ...going);
};
