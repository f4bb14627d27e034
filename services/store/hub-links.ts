import type { Instant } from '../domain/time.ts';
import type { HubLink, HubLinks } from '../hub-port.ts';
import type { Tx } from '../ports.ts';
import { insert, row, rows } from './sql.ts';

interface LinkRow {
  readonly handoff_id: string;
  readonly relayed_seq: number;
  readonly told_at: Instant | null;
  readonly agent: string | null;
  readonly ended_at: Instant | null;
}

const hubLink = (found: LinkRow): HubLink => ({
  handoffId: found.handoff_id,
  relayedSeq: found.relayed_seq,
  ...(found.told_at !== null && { toldAt: found.told_at }),
  ...(found.agent !== null && { agent: found.agent }),
  ...(found.ended_at !== null && { endedAt: found.ended_at }),
});

const open: HubLinks['open'] = async (tx, handoffId, relayedSeq) => {
  const opened = await insert(
    tx,
    'hub_links',
    [{ handoff_id: handoffId, relayed_seq: relayedSeq }],
    'on conflict do nothing returning handoff_id',
  );
  return opened.length === 1;
};

const find: HubLinks['find'] = async (tx, handoffId) => {
  const found = await row<LinkRow>(tx, 'select * from hub_links where handoff_id = ?', [handoffId]);
  return found && hubLink(found);
};

const columns = {
  relayedSeq: 'relayed_seq',
  toldAt: 'told_at',
  agent: 'agent',
  endedAt: 'ended_at',
} as const;

const change: HubLinks['change'] = async (tx, handoffId, wanted) => {
  for (const [key, column] of Object.entries(columns)) {
    const value = wanted[key as keyof typeof columns];
    if (value === undefined) continue;
    await rows(tx, `update hub_links set ${column} = ? where handoff_id = ?`, [value, handoffId]);
  }
};

const listed = async (tx: Tx, sql: string, limit: number): Promise<readonly string[]> =>
  (await rows<{ readonly id: string }>(tx, `${sql} order by h.no limit ?`, [limit])).map(
    ({ id }) => id,
  );

/** As `isWithHub` says it (services/handoff/hub-owns.ts). */
const withHub = `((h.state = 'waiting' and h.offered_at is not null)
  or (h.state in ('claimed', 'waiting_buyer', 'snoozed') and h.agent_id = 'hub'))`;

const linked = `select h.id from hub_links l join handoffs h on h.id = l.handoff_id`;

export const hubLinks: HubLinks = {
  open,
  find,
  change,
  toOffer: (tx, limit) =>
    listed(
      tx,
      `select h.id from handoffs h where h.state = 'waiting'
        and not exists (select 1 from hub_links l where l.handoff_id = h.id)`,
      limit,
    ),
  toRelay: (tx, limit) =>
    listed(
      tx,
      `${linked} join conversations c on c.id = h.conversation_id
        where l.ended_at is null and c.last_seq > l.relayed_seq and ${withHub}`,
      limit,
    ),
  toEnd: (tx, limit) => listed(tx, `${linked} where l.ended_at is null and not ${withHub}`, limit),
};
