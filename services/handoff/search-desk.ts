import type { Dispute } from '../domain/dispute.ts';
import type { Handoff } from '../handoff-port.ts';
import { noOfCase } from './case-no.ts';
import type { DeskContext } from './desk-context.ts';
import { deskRows } from './desk-row.ts';
import type { Found } from './views.ts';

const most = 20;
const shortest = 2;

type Hits = { handoffs: Handoff[]; disputes: Dispute[]; orderIds: string[] };

/**
 * `order:8130...`, `case:C-3107` or `case:D1000000001`, `from:marta` (name, e-mail or id of the buyer); without a word
 * before it a number of any of these, a tracking number, or text that somebody wrote. Nothing for less than two characters.
 */
export const searchDesk = async (ctx: DeskContext, wanted: string): Promise<Found> => {
  const [, prefix = '', rest = ''] =
    /^\s*(order|case|from)?:?\s*([\s\S]*?)\s*$/i.exec(wanted) ?? [];
  const hits: Hits = { handoffs: [], disputes: [], orderIds: [] };
  if (rest.length >= shortest) await lookFor(ctx, prefix.toLowerCase(), rest, hits);
  const found = await shown(ctx, hits);
  await ctx.audit({
    what: 'desk.search',
    ...subjectOf(found),
    facts: { prefix, length: rest.length, ...namesOf(found) },
  });
  return found;
};

/** One order alone is the order that was looked at: whoever asks the audit about it finds this. */
const subjectOf = ({ orders: [only, ...more] }: Found) =>
  only !== undefined && more.length === 0 ? { orderId: only.orderId } : {};

/** What was shown, by number; what was typed may be anybody's name and is not kept. */
const namesOf = ({ cases, disputes, orders }: Found) => ({
  ...(cases.length > 0 && { cases: cases.map(({ caseNo }) => caseNo) }),
  ...(disputes.length > 0 && { disputes: disputes.map(({ dispute }) => dispute.id) }),
  ...(orders.length > 0 && { orders: orders.map(({ orderId }) => orderId) }),
});

const lookFor = async (
  ctx: DeskContext,
  prefix: string,
  text: string,
  hits: Hits,
): Promise<void> => {
  if (prefix === 'order') return byOrder(ctx, digitsOf(text), hits);
  if (prefix === 'case') return byCase(ctx, text, hits);
  if (prefix === 'from') return byBuyer(ctx, text, hits);
  await byCase(ctx, text, hits);
  await byOrder(ctx, digitsOf(text), hits);
  await byTracking(ctx, text, hits);
  await byBuyer(ctx, text, hits);
  await byWords(ctx, text, hits);
};

const digitsOf = (text: string): string => text.replaceAll(/[\s-]/g, '');

const byOrder = async (ctx: DeskContext, orderId: string, hits: Hits): Promise<void> => {
  const order = await ctx.store.orders.find(ctx.tx, ctx.principal, orderId);
  if (order) await addOrder(ctx, order.id, order.buyer.id, hits);
};

const addOrder = async (
  { store, tx }: DeskContext,
  orderId: string,
  buyerId: string,
  hits: Hits,
): Promise<void> => {
  hits.orderIds.push(orderId);
  hits.disputes.push(...(await store.disputes.ofOrder(tx, orderId)));
  const theirs = await store.desk.handoffs.ofBuyer(tx, buyerId);
  hits.handoffs.push(...theirs.filter((one) => one.orderId === orderId));
};

const byCase = async ({ store, tx, principal }: DeskContext, text: string, hits: Hits) => {
  const no = noOfCase(text);
  const handoff = no === undefined ? undefined : await store.desk.handoffs.byNo(tx, no);
  if (handoff) hits.handoffs.push(handoff);
  const dispute = await store.disputes.find(tx, principal, text.toUpperCase());
  if (!dispute) return;
  hits.disputes.push(dispute);
  const theirs = await store.desk.handoffs.ofBuyer(tx, dispute.buyerId);
  hits.handoffs.push(...theirs.filter(({ disputeId }) => disputeId === dispute.id));
};

const byTracking = async (ctx: DeskContext, text: string, hits: Hits): Promise<void> => {
  const number = digitsOf(text).toUpperCase();
  if (!/^(?=.*\d)[A-Z\d]{8,40}$/.test(number)) return;
  for (const order of await ctx.store.desk.handoffs.ordersTracked(ctx.tx, number, most))
    await addOrder(ctx, order.orderId, order.buyerId, hits);
};

const byBuyer = async ({ store, tx }: DeskContext, text: string, hits: Hits): Promise<void> => {
  const like = text.toLowerCase();
  const buyers = (await store.orders.buyers(tx)).filter(
    ({ id, name, email }) =>
      id.toLowerCase() === like ||
      name.toLowerCase().includes(like) ||
      email.toLowerCase() === like,
  );
  for (const { id } of buyers.slice(0, most)) {
    hits.handoffs.push(...(await store.desk.handoffs.ofBuyer(tx, id)));
    hits.disputes.push(...(await store.disputes.listOf(tx, id)));
  }
};

const byWords = async ({ store, tx }: DeskContext, text: string, hits: Hits): Promise<void> => {
  for (const id of await store.desk.handoffs.conversationsSaying(tx, text, most))
    hits.handoffs.push(...(await store.desk.handoffs.ofConversation(tx, id)));
};

const shown = async (ctx: DeskContext, hits: Hits): Promise<Found> => {
  const { store, tx, principal } = ctx;
  const disputes: Found['disputes'][number][] = [];
  for (const dispute of unique(hits.disputes)) {
    const order = await store.orders.find(tx, principal, dispute.orderId);
    const item = order?.items.find(({ id }) => id === dispute.itemId);
    disputes.push({ dispute, title: item?.title ?? '' });
  }
  const orders: Found['orders'][number][] = [];
  for (const orderId of new Set(hits.orderIds)) {
    const order = await store.orders.find(tx, principal, orderId);
    if (order) orders.push({ orderId, buyerName: order.buyer.name, order });
  }
  return { cases: await deskRows(ctx, unique(hits.handoffs)), disputes, orders };
};

const unique = <T extends { readonly id: string }>(all: readonly T[]): readonly T[] =>
  [...new Map(all.map((one) => [one.id, one])).values()].slice(0, most);
