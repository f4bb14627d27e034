import type { Instant } from '../domain/time.ts';
import type { Notice, NoticeState, Notices, Place } from '../notices-port.ts';
import { insert, locking, row, rows } from './sql.ts';

interface Stored {
  readonly id: string;
  readonly dispute_id: string;
  readonly buyer_id: string;
  readonly about: string;
  readonly created_at: Instant;
  readonly not_before: Instant;
  readonly state: NoticeState;
  readonly conversation_id: string | null;
  readonly tries: number;
}

const notice = (found: Stored): Notice => ({
  id: found.id,
  disputeId: found.dispute_id,
  buyerId: found.buyer_id,
  about: JSON.parse(found.about) as Notice['about'],
  notBefore: found.not_before,
  createdAt: found.created_at,
  state: found.state,
  ...(found.conversation_id === null ? {} : { conversationId: found.conversation_id }),
  tries: found.tries,
});

const add: Notices['add'] = async (tx, added, at) => {
  await insert(
    tx,
    'notices',
    added.map(({ id, disputeId, buyerId, about, notBefore }) => ({
      id,
      dispute_id: disputeId,
      buyer_id: buyerId,
      about: JSON.stringify(about),
      planned_at: notBefore,
      created_at: at,
      not_before: notBefore,
    })),
    'on conflict (id) do nothing',
  );
};

/**
 * By the time it is about, however late it was written. One that is kept holds back what came after it, so a buyer hears
 * everything in order; a reminder whose time has not come holds back nothing.
 */
const due: Notices['due'] = async (tx, now, limit) => {
  const found = await rows<Stored>(
    tx,
    `select * from notices
      where state in ('waiting', 'kept') and not_before <= ?
        and not exists (
          select 1 from notices older
           where older.buyer_id = notices.buyer_id and older.state in ('waiting', 'kept')
             and (older.planned_at < notices.planned_at
               or (older.planned_at = notices.planned_at and older.no < notices.no))
             and (older.state = 'kept' or older.not_before <= ?))
      order by not_before, no limit ? ${locking(tx, 'for no key update skip locked')}`,
    [now, now, limit],
  );
  return found.map(notice);
};

const find: Notices['find'] = async (tx, id) => {
  const found = await row<Stored>(tx, 'select * from notices where id = ?', [id]);
  return found && notice(found);
};

const give: Notices['give'] = async (tx, id, conversationId) => {
  await rows(
    tx,
    "update notices set state = 'given', conversation_id = ?, tries = tries + 1 where id = ?",
    [conversationId, id],
  );
};

const keep: Notices['keep'] = async (tx, id, notBefore) => {
  await rows(tx, "update notices set state = 'kept', not_before = ? where id = ?", [notBefore, id]);
};

const wake: Notices['wake'] = async (tx, buyerId, now) => {
  await rows(tx, "update notices set not_before = ? where buyer_id = ? and state = 'kept'", [
    now,
    buyerId,
  ]);
};

const settle: Notices['settle'] = async (tx, id, state, at) => {
  await rows(tx, 'update notices set state = ?, settled_at = ? where id = ?', [state, at, id]);
};

const dropDue: Notices['dropDue'] = async (tx, now) => {
  await rows(
    tx,
    `update notices set state = 'dropped', settled_at = ?
      where state in ('waiting', 'kept') and not_before <= ?`,
    [now, now],
  );
};

const startedFrom: Notices['startedFrom'] = async (tx, disputeId, conversationId) => {
  const origin = { dispute_id: disputeId, conversation_id: conversationId };
  await insert(tx, 'dispute_origins', [origin], 'on conflict (dispute_id) do nothing');
};

const originOf: Notices['originOf'] = async (tx, disputeId) => {
  const found = await row<{ readonly conversation_id: string }>(
    tx,
    'select conversation_id from dispute_origins where dispute_id = ?',
    [disputeId],
  );
  return found?.conversation_id;
};

const silence: Notices['silence'] = async (tx, buyerId, at) => {
  const optOut = { buyer_id: buyerId, at };
  await insert(tx, 'notice_opt_outs', [optOut], 'on conflict (buyer_id) do nothing');
};

const unsilence: Notices['unsilence'] = async (tx, buyerId) => {
  await rows(tx, 'delete from notice_opt_outs where buyer_id = ?', [buyerId]);
};

const isSilenced: Notices['isSilenced'] = async (tx, buyerId) =>
  (await row(tx, 'select at from notice_opt_outs where buyer_id = ?', [buyerId])) !== undefined;

/** A buyer's newer conversations; older ones are not where they are. */
const mostPlaces = 20;

const placesOf: Notices['placesOf'] = async (tx, buyerId) => {
  const found = await rows<{
    readonly id: string;
    readonly channel: string;
    readonly owner: Place['owner'];
    readonly addressed: number;
    readonly heard: number;
    readonly heard_at: Instant;
  }>(
    tx,
    `select c.id, c.channel, c.owner,
            case when c.reference is null then 0 else 1 end as addressed,
            coalesce((select max(i.id) from inbox i
              where i.conversation_id = c.id and i.key not like 'notice:%' and i.key not like 'desk:%'), 0) as heard,
            coalesce((select m.at from messages m where m.conversation_id = c.id and m.sender = 'buyer'
              order by m.seq desc limit 1), c.started_at) as heard_at
       from conversations c where c.buyer_id = ?
      order by heard desc, c.started_at desc, c.id limit ?`,
    [buyerId, mostPlaces],
  );
  return found.map(({ id, channel, owner, addressed, heard, heard_at }) => ({
    conversationId: id,
    channel,
    owner,
    hasReference: addressed === 1,
    heard,
    heardAt: heard_at,
  }));
};

export const notices: Notices = {
  add,
  due,
  find,
  give,
  keep,
  wake,
  settle,
  dropDue,
  startedFrom,
  originOf,
  silence,
  unsilence,
  isSilenced,
  placesOf,
};
