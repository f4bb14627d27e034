import type { Handoff, HandoffChange, Handoffs } from '../handoff-port.ts';
import type { Tx } from '../ports.ts';
import type { Scalar } from './bindings.ts';
import { columnsOf, dueColumns, type HandoffRow, handoff, stakeColumns } from './handoff-rows.ts';
import { insert, locking, row, rows } from './sql.ts';

const liveStates = "state in ('waiting', 'claimed', 'waiting_buyer', 'snoozed')";

const open: Handoffs['open'] = async (tx, asked) => {
  const [stored] = await insert<HandoffRow>(
    tx,
    'handoffs',
    [
      {
        id: asked.id,
        conversation_id: asked.conversationId,
        buyer_id: asked.buyerId,
        channel: asked.channel,
        reason: asked.reason,
        wish: asked.wish,
        capsule: JSON.stringify(asked.capsule),
        order_id: asked.orderId,
        dispute_id: asked.disputeId,
        dispute_seq: asked.disputeSeq,
        state: asked.state,
        requested_at: asked.requestedAt,
        last_buyer_at: asked.lastBuyerAt,
        ...dueColumns(asked.due),
        ...stakeColumns(asked.atStake),
        wake_at: asked.wakeAt,
      },
    ],
    'on conflict do nothing returning *',
  );
  if (!stored) return undefined;
  await rows(tx, 'update conversations set handoff_id = ? where id = ?', [
    asked.id,
    asked.conversationId,
  ]);
  return handoff(stored);
};

const one = async (
  tx: Tx,
  where: string,
  bindings: readonly Scalar[],
): Promise<Handoff | undefined> => {
  const found = await row<HandoffRow>(tx, `select * from handoffs where ${where}`, bindings);
  return found && handoff(found);
};

const many = async (
  tx: Tx,
  rest: string,
  bindings: readonly Scalar[],
): Promise<readonly Handoff[]> =>
  (await rows<HandoffRow>(tx, `select * from handoffs where ${rest}`, bindings)).map(handoff);

/** A turn of the bot holds the same row, so whoever has it is alone with the conversation. */
const lock: Handoffs['lock'] = async (tx, id) => {
  await row(
    tx,
    `select id from conversations
      where id = (select conversation_id from handoffs where id = ?)
      ${locking(tx, 'for no key update')}`,
    [id],
  );
  return one(tx, 'id = ?', [id]);
};

/** `version + 0` for words that are exchanged: they never make an agent's press stale. */
const update = async (
  tx: Tx,
  change: HandoffChange,
  by: 0 | 1,
  where: string,
  bindings: readonly Scalar[],
): Promise<Handoff | undefined> => {
  const columns = columnsOf(change);
  const sets = Object.keys(columns).map((column) => `${column} = ?, `);
  const changed = await row<HandoffRow>(
    tx,
    `update handoffs set ${sets.join('')}version = version + ${by} where ${where} returning *`,
    [...Object.values(columns), ...bindings],
  );
  return changed && handoff(changed);
};

const recentWaits: Handoffs['recentWaits'] = async (tx, since, limit) => {
  const found = await rows<{ readonly wait: number }>(
    tx,
    `select claimed_at - requested_at as wait from handoffs
      where claimed_at >= ? order by claimed_at desc limit ?`,
    [since, limit],
  );
  return found.map(({ wait }) => Number(wait));
};

const wasRaised: Handoffs['wasRaised'] = async (tx, reason, { disputeId, orderId }) => {
  const [column, value] =
    disputeId === undefined ? ['order_id', orderId] : ['dispute_id', disputeId];
  const found = await row(
    tx,
    `select no from handoffs where reason = ? and ${column} = ? limit 1`,
    [reason, value],
  );
  return found !== undefined || (disputeId !== undefined && (await isAdded(tx, reason, disputeId)));
};

/** To a case that was live for another reason; only the cases of that buyer are looked at. */
const isAdded = async (tx: Tx, reason: string, disputeId: string): Promise<boolean> => {
  const alarm = JSON.stringify({ reason, disputeId });
  const found = await row(
    tx,
    `select h.no from handoffs h join disputes d on d.buyer_id = h.buyer_id
      where d.id = ? and h.capsule like ? escape '\\' limit 1`,
    [disputeId, `%${literally(alarm)}%`],
  );
  return found !== undefined;
};

const idsOf = (found: readonly { readonly id: string }[]): readonly string[] =>
  found.map(({ id }) => id);

const toWake: Handoffs['toWake'] = async (tx, now, limit) =>
  idsOf(
    await rows(tx, `select id from handoffs where wake_at <= ? order by wake_at, no limit ?`, [
      now,
      limit,
    ]),
  );

const outdated: Handoffs['outdated'] = async (tx, limit) =>
  idsOf(
    await rows(
      tx,
      `select h.id from handoffs h where h.${liveStates} and exists (
        select 1 from disputes d where
          (d.id = h.dispute_id and d.seq <> coalesce(h.dispute_seq, 0))
          or (h.dispute_id is null and d.buyer_id = h.buyer_id
            and (h.order_id is null or d.order_id = h.order_id)
            and d.state not in ('refund_pending', 'closed')))
        order by h.no limit ?`,
      [limit],
    ),
  );

const refundsSince: Handoffs['refundsSince'] = async (tx, before, limit) =>
  idsOf(
    await rows(
      tx,
      `select r.dispute_id as id from refund_instructions r
        where r.state = 'instructed' and r.at < ?
          and not exists (select 1 from handoffs h
            where h.reason = 'refund_overdue' and h.dispute_id = r.dispute_id)
          and not exists (select 1 from handoffs h join disputes d on d.buyer_id = h.buyer_id
            where d.id = r.dispute_id and h.capsule like
              '%{"reason":"refund_overdue","disputeId":"' || r.dispute_id || '"}%')
        order by r.at limit ?`,
      [before, limit],
    ),
  );

const ordersTracked: Handoffs['ordersTracked'] = (tx, trackingNumber, limit) =>
  // The one value that the number can be there: nothing that a person typed has these quotes.
  rows(
    tx,
    `select id as "orderId", buyer_id as "buyerId" from orders
      where body like ? escape '\\' order by placed_at desc limit ?`,
    [`%"trackingNumber":${literally(JSON.stringify(trackingNumber))}%`, limit],
  );

const conversationsBegun: Handoffs['conversationsBegun'] = async (tx, from, to) => {
  const found = await rows<{
    readonly id: string;
    readonly buyer_id: string | null;
    readonly handed_off: number;
  }>(
    tx,
    `select c.id, c.buyer_id,
            case when exists (select 1 from handoffs h where h.conversation_id = c.id)
              then 1 else 0 end as handed_off
       from conversations c
      where c.started_at >= ? and c.started_at < ?
        and exists (select 1 from messages m where m.conversation_id = c.id and m.sender = 'buyer')`,
    [from, to],
  );
  return found.map(({ id, buyer_id, handed_off }) => ({
    id,
    ...(buyer_id === null ? {} : { buyerId: buyer_id }),
    handedOff: handed_off === 1,
  }));
};

const literally = (text: string): string => text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);

const conversationsSaying: Handoffs['conversationsSaying'] = async (tx, text, limit) => {
  // As it stands in the stored JSON: without the quotes around it.
  const stored = JSON.stringify(text.toLowerCase()).slice(1, -1);
  const found = await rows<{ readonly id: string }>(
    tx,
    `select m.conversation_id as id, max(m.at) as newest from messages m
      where lower(m.activity) like ? escape '\\'
        and exists (select 1 from handoffs h where h.conversation_id = m.conversation_id)
      group by m.conversation_id order by newest desc limit ?`,
    [`%${literally(stored)}%`, limit],
  );
  return idsOf(found);
};

export const handoffs: Handoffs = {
  open,
  find: (tx, id) => one(tx, 'id = ?', [id]),
  byNo: (tx, no) => one(tx, 'no = ?', [no]),
  lock,
  liveOf: (tx, conversationId) =>
    one(tx, `conversation_id = ? and ${liveStates}`, [conversationId]),
  live: (tx) => many(tx, `${liveStates} order by no`, []),
  ofConversation: (tx, id) => many(tx, 'conversation_id = ? order by no desc', [id]),
  ofBuyer: (tx, buyerId) => many(tx, 'buyer_id = ? order by no desc', [buyerId]),
  change: (tx, id, expectedVersion, wanted) =>
    update(tx, wanted, 1, 'id = ? and version = ?', [id, expectedVersion]),
  touch: (tx, id, wanted) => update(tx, wanted, 0, 'id = ?', [id]),
  toWake,
  outdated,
  requestedIn: (tx, from, to) =>
    many(tx, 'requested_at >= ? and requested_at < ? order by no', [from, to]),
  recentWaits,
  ordersTracked,
  conversationsBegun,
  refundsSince,
  wasRaised,
  conversationsSaying,
};
