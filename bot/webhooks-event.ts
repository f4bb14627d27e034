import { createHash } from 'node:crypto';
import { apply } from '../services/domain/apply.ts';
import type { Dispute } from '../services/domain/dispute.ts';
import type { DisputeEvent } from '../services/domain/event.ts';
import { decimalString } from '../services/domain/money.ts';
import type { Order } from '../services/domain/order.ts';
import { type Instant, isoOf } from '../services/domain/time.ts';
import type { Context, JsonObject } from '../services/ports.ts';
import type { OutboxRow } from '../services/queues-port.ts';
import { type EventOutput, sellerMessageOutput } from './http/api/dispute-schema.ts';
import { disputeWords } from './http/api/dispute-wire.ts';

/** The kinds of outbox rows that are told to the marketplace. */
export const marketplaceKinds = ['webhook', 'refund', 'release'] as const;

/** Standard Webhooks keeps the full stop for itself, which our rows' ids have. */
export const webhookIdOf = (rowId: string): string =>
  `msg_${createHash('sha256').update(rowId).digest('base64url').slice(0, 27)}`;

type Telling = Pick<Context, 'store' | 'tx' | 'rulebooks'>;

/**
 * What the marketplace is told by a row: the dispute as that very event left it, folded from its events, so that a
 * retry and a replay years later say the same.
 */
export async function eventOf(ctx: Telling, row: OutboxRow): Promise<EventOutput> {
  const id = webhookIdOf(row.id);
  switch (row.kind) {
    case 'refund':
      return { id, type: 'refund.requested', ...(await refundWords(ctx, row)) };
    case 'release':
      return { id, type: 'payment.release_requested', ...releaseWords(row) };
    case 'webhook':
      return { id, type: text(row.body, 'event'), ...(await webhookTold(ctx, row)) };
    default:
      throw new Error(`A row of kind ${row.kind} is not for the marketplace`);
  }
}

type Told = Omit<EventOutput, 'id' | 'type'>;

async function webhookTold(ctx: Telling, row: OutboxRow): Promise<Told> {
  const { message } = row.body;
  if (message === undefined) return disputeTold(ctx, row);
  const told = sellerMessageOutput.parse(message);
  return { timestamp: told.at, data: { message: told } };
}

async function disputeTold(ctx: Telling, { stream, body }: OutboxRow): Promise<Told> {
  const seq = Number(body.seq);
  const events = (await ctx.store.disputes.events(ctx.tx, stream)).filter((e) => e.seq <= seq);
  const dispute = folded(events, stream);
  const order = await orderOf(ctx, dispute.orderId);
  const money = (await ctx.store.orders.money(ctx.tx, order.id)).get(dispute.itemId);
  if (!money) throw new Error(`Item ${dispute.itemId} of order ${order.id} has no money row`);
  const now = dispute.lastEventAt;
  const case_ = { order, itemId: dispute.itemId, money, dispute };
  const rules = ctx.rulebooks.of(dispute.rulebookVersion);
  const words = disputeWords({ case_, events, rules, now });
  return { timestamp: isoOf(now), data: { seq, dispute: words } };
}

async function refundWords(ctx: Telling, { stream, body, createdAt }: OutboxRow): Promise<Told> {
  const id = text(body, 'refundId');
  const events = await ctx.store.disputes.events(ctx.tx, stream);
  const cause = events.find((event) => event.body.refund?.id === id);
  const { paymentMethod } = await orderOf(ctx, text(body, 'orderId'));
  const refund = { id, disputeId: stream, ...payment(body), paymentMethod };
  const at: Instant = cause?.at ?? createdAt;
  return { timestamp: isoOf(at), data: { ...(cause && { seq: cause.seq }), refund } };
}

/** Money is also free for the seller where nobody ever disputed: then there is no dispute and no `seq`. */
function releaseWords({ id: rowId, body, createdAt }: OutboxRow): Told {
  const { disputeId } = body;
  const ofDispute = typeof disputeId === 'string' ? { disputeId } : {};
  const seq = typeof disputeId === 'string' ? { seq: Number(rowId.split(':')[1]) } : {};
  const release = { id: webhookIdOf(rowId), ...ofDispute, ...payment(body) };
  return { timestamp: isoOf(createdAt), data: { ...seq, release } };
}

function payment(body: JsonObject) {
  const currency = text(body, 'currency');
  const amount = decimalString({ minor: BigInt(text(body, 'amount')), currency });
  return { orderId: text(body, 'orderId'), itemId: text(body, 'itemId'), amount, currency };
}

function folded(events: readonly DisputeEvent[], id: string): Dispute {
  const dispute = events.reduce<Dispute | undefined>(apply, undefined);
  if (!dispute) throw new Error(`Dispute ${id} has no events`);
  return dispute;
}

async function orderOf({ store, tx }: Telling, orderId: string): Promise<Order> {
  const order = await store.orders.find(tx, { kind: 'system' }, orderId);
  if (!order) throw new Error(`There is no order ${orderId}`);
  return order;
}

function text(body: JsonObject, name: string): string {
  const value = body[name];
  if (typeof value !== 'string') throw new Error(`An outbox row has no ${name}`);
  return value;
}
