import type { Instant } from '../domain/time.ts';
import type { DeskEvent, DeskLog } from '../handoff-port.ts';
import type { Tx } from '../ports.ts';
import { plain } from './codec.ts';
import { toldOf } from './desk-news.ts';
import { insert, row, rows } from './sql.ts';

interface EventRow {
  readonly no: number;
  readonly at: Instant;
  readonly kind: DeskEvent['kind'];
  readonly handoff_id: string;
  readonly conversation_id: string;
  readonly by_whom: string;
  readonly body: string;
}

const deskEvent = (found: EventRow): DeskEvent => ({
  no: found.no,
  at: found.at,
  kind: found.kind,
  handoffId: found.handoff_id,
  conversationId: found.conversation_id,
  by: found.by_whom,
  body: plain(found.body),
});

/**
 * The counter's row is locked until the commit, so whoever has read number n has read all before it: a serial would show
 * 7 before 6 is committed, and a feed that resumes after 7 would never see 6.
 */
const append: DeskLog['append'] = async (tx, events) => {
  if (events.length === 0) return [];
  const counted = await row<{ readonly last_no: number }>(
    tx,
    'update desk_counter set last_no = last_no + ? returning last_no',
    [events.length],
  );
  if (!counted) throw new Error('The desk has no counter');
  const first = counted.last_no - events.length + 1;
  const numbered = events.map((event, index) => ({ ...event, no: first + index }));
  await insert(
    tx,
    'desk_events',
    numbered.map(({ no, at, kind, handoffId, conversationId, by, body }) => ({
      ...{ no, at, kind },
      handoff_id: handoffId,
      conversation_id: conversationId,
      by_whom: by,
      body: JSON.stringify(body),
    })),
  );
  await toldOf(
    tx,
    events.map(({ conversationId }) => conversationId),
  );
  return numbered;
};

const after: DeskLog['after'] = async (tx, no, limit) =>
  (
    await rows<EventRow>(tx, 'select * from desk_events where no > ? order by no limit ?', [
      no,
      limit,
    ])
  ).map(deskEvent);

const ofHandoff: DeskLog['ofHandoff'] = async (tx, handoffId) =>
  (
    await rows<EventRow>(tx, 'select * from desk_events where handoff_id = ? order by no', [
      handoffId,
    ])
  ).map(deskEvent);

const lastNo = async (tx: Tx): Promise<number> =>
  (await row<{ readonly last_no: number }>(tx, 'select last_no from desk_counter'))?.last_no ?? 0;

export const deskLog: DeskLog = { append, after, ofHandoff, lastNo };
