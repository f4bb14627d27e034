import { catchUp, dueOf, lastAt } from './clock.ts';
import { type Deed, effectiveNow, rolesOf } from './deed.ts';
import { amountFault, remedyFault, type Scene } from './faults.ts';
import { moves } from './moves.ts';
import { note, stopPayments } from './settling.ts';
import {
  leftOf,
  type Model,
  type ModelDispute,
  type ModelItem,
  midnight,
  protectionEnd,
  type Role,
  takesItem,
  windowEnd,
} from './state.ts';

/**
 * Does a deed to the model: first what the clock owes, then the deed if nothing speaks against it. Answers the code
 * of a refusal that the product has to give, or undefined.
 */
export const judge = (model: Model, deed: Deed): string | undefined => {
  const item = model.items.find(({ id }) => id === deed.itemId);
  if (!item || deed.as === 'stranger') return 'not_found';
  if (deed.kind === 'open') return judgeOpening(model, item, deed);
  if (isFromPaymentsAlone(deed) && deed.as !== 'payments') return 'not_found';
  const dispute = targetOf(item, deed);
  if (!dispute && deed.kind === 'chargeback') return chargeUndisputed(model, item, deed);
  if (!dispute) return 'not_found';
  catchUp(model, item, dispute);
  const move = moves[deed.kind];
  if (move.isSeen && deed.seq !== dispute.events.length) return 'changed_meanwhile';
  const at = effectiveNow(model, dispute);
  const scene: Scene = { model, item, dispute, deed, at };
  const refused = refusalOf(scene);
  if (refused) return refused;
  const arrived = Math.max(deed.deliveredAt, lastAt(dispute));
  const since = deed.kind === 'return_delivered' ? arrived : at;
  note(model, dispute, { type: deed.kind, by: deed.as, at: since });
  move.happen(scene);
  model.given += 1;
  return undefined;
};

/** What the bank says is nobody else's to say. */
const isFromPaymentsAlone = ({ kind }: Deed): boolean =>
  ['chargeback', 'refund_completed', 'refund_failed'].includes(kind);

/** Marks the item, as often as it is told. Nobody is told of it, and what has not left yet never will. */
const chargeUndisputed = (model: Model, item: ModelItem, { as }: Deed): string | undefined => {
  if (as !== 'payments') return 'not_found';
  item.isChargedBack = true;
  stopPayments(model, item);
  return undefined;
};

/** A chargeback names the item: it meets the dispute that has the item, else the newest. */
const targetOf = ({ disputes }: ModelItem, deed: Deed): ModelDispute | undefined =>
  deed.kind === 'chargeback'
    ? (disputes.find(takesItem) ?? disputes.at(-1))
    : disputes.find(({ id }) => id === deed.disputeId);

const refusalOf = (scene: Scene): string | undefined => {
  const { deed, dispute, at } = scene;
  if (deed.kind === 'open') return undefined;
  const { from, refuse } = moves[deed.kind];
  if (!rolesOf[deed.kind].includes(deed.as as Role)) return 'wrong_role';
  if (!from.includes(dispute.state))
    return deed.kind === 'cancel' ? 'already_decided' : 'wrong_state';
  const due = dueOf(dispute);
  return due && due.at <= at ? 'too_late' : refuse?.(scene);
};

const judgeOpening = (model: Model, item: ModelItem, deed: Deed): string | undefined => {
  for (const dispute of item.disputes) catchUp(model, item, dispute);
  const refused = whyNotOpen(model, item, deed);
  if (refused) return refused;
  const { remedy, amount, notReceived, newFiles } = deed;
  const dispute: ModelDispute = {
    id: nextId(model),
    openedAt: model.now,
    notReceived,
    state: 'awaiting_seller',
    since: model.now,
    wish: { remedy, amount, version: 1 },
    offer: undefined,
    onTable: undefined,
    saidNo: false,
    proposals: 1,
    wishes: 1,
    asked: undefined,
    shippedAt: undefined,
    deliveredAt: undefined,
    files: newFiles.map((id) => ({ id, party: 'buyer', removed: false })),
    outcome: undefined,
    appeal: undefined,
    refunds: [],
    closedAt: undefined,
    surveyed: false,
    events: [],
  };
  item.disputes.push(dispute);
  note(model, dispute, { type: 'open', by: deed.as as Role, at: model.now });
  model.given += 1;
  return undefined;
};

/** Counted by the model as the product's source of ids counts, but only for what is really opened. */
export const nextId = ({ items }: Model): string => {
  const count = items.reduce((all, { disputes }) => all + disputes.length, 0);
  return `D${1_000_000_001 + count}`;
};

const whyNotOpen = (model: Model, item: ModelItem, deed: Deed): string | undefined => {
  const { order, now } = model;
  if (!rolesOf.open.includes(deed.as as Role)) return 'wrong_role';
  if (now < midnight(order.shippedAt, 11)) return 'too_early';
  if (now >= windowEnd(order.completedAt)) return 'window_closed';
  if (now >= protectionEnd(order)) return 'protection_ended';
  if (item.isChargedBack) return 'charged_back';
  if (item.disputes.some(takesItem)) return 'dispute_live';
  const left = leftOf(model, item);
  if (left < 1) return 'nothing_left_to_refund';
  return remedyFault(deed.notReceived, deed.remedy) ?? amountFault(deed.amount, 1, left);
};

/** What everybody sees now: the clock's events count before any sweep has written them (I15). */
export const seenNow = (model: Model): Model => {
  const seen = structuredClone(model);
  for (const item of seen.items) for (const dispute of item.disputes) catchUp(seen, item, dispute);
  return seen;
};

/** What the product would have to answer, without doing it. */
export const foreseen = (model: Model, deed: Deed): string | undefined =>
  judge(structuredClone(model), deed);
