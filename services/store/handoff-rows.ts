import type { Money } from '../domain/money.ts';
import type { Instant } from '../domain/time.ts';
import type { Capsule, Handoff, HandoffChange } from '../handoff-port.ts';
import type { Scalar } from './bindings.ts';

export interface HandoffRow {
  readonly no: number;
  readonly id: string;
  readonly conversation_id: string;
  readonly buyer_id: string | null;
  readonly channel: string;
  readonly reason: Handoff['reason'];
  readonly wish: string;
  readonly capsule: string;
  readonly order_id: string | null;
  readonly dispute_id: string | null;
  readonly dispute_seq: number | null;
  readonly state: Handoff['state'];
  readonly agent_id: string | null;
  readonly requested_at: Instant;
  readonly claimed_at: Instant | null;
  readonly first_answer_at: Instant | null;
  readonly last_buyer_at: Instant;
  readonly last_agent_at: Instant | null;
  readonly ended_at: Instant | null;
  readonly ended_by: string | null;
  readonly due_rule: string | null;
  readonly due_at: Instant | null;
  readonly stake_minor: number | null;
  readonly stake_currency: string | null;
  readonly wake_at: Instant | null;
  readonly offered_at: Instant | null;
  readonly version: number;
}

export const handoff = (found: HandoffRow): Handoff => ({
  id: found.id,
  no: found.no,
  conversationId: found.conversation_id,
  channel: found.channel,
  reason: found.reason,
  wish: found.wish,
  capsule: JSON.parse(found.capsule) as Capsule,
  state: found.state,
  requestedAt: found.requested_at,
  lastBuyerAt: found.last_buyer_at,
  version: found.version,
  ...given('buyerId', found.buyer_id),
  ...given('orderId', found.order_id),
  ...given('disputeId', found.dispute_id),
  ...given('disputeSeq', found.dispute_seq),
  ...given('agentId', found.agent_id),
  ...given('claimedAt', found.claimed_at),
  ...given('firstAnswerAt', found.first_answer_at),
  ...given('lastAgentAt', found.last_agent_at),
  ...given('endedAt', found.ended_at),
  ...given('endedBy', found.ended_by),
  ...given('wakeAt', found.wake_at),
  ...given('offeredAt', found.offered_at),
  ...dueOf(found),
  ...stakeOf(found),
});

const given = <K extends string, V>(key: K, value: V | null): { readonly [k in K]?: V } =>
  (value === null ? {} : { [key]: value }) as { readonly [k in K]?: V };

const dueOf = ({ due_rule, due_at }: HandoffRow): Pick<Handoff, 'due'> =>
  due_rule === null || due_at === null
    ? {}
    : // Written by `columnsOf` alone, so the rule's name is one.
      { due: { rule: due_rule as NonNullable<Handoff['due']>['rule'], at: due_at } };

const stakeOf = ({ stake_minor, stake_currency }: HandoffRow): Pick<Handoff, 'atStake'> =>
  stake_minor === null || stake_currency === null
    ? {}
    : { atStake: { minor: BigInt(stake_minor), currency: stake_currency } };

type Columns = Record<string, Scalar>;

/** The columns that a change names; what it does not name stays as it is. */
export const columnsOf = (change: HandoffChange): Columns => {
  const columns: Columns = {};
  for (const [key, column] of Object.entries(plainColumns))
    if (key in change) columns[column] = (change as Record<string, Scalar>)[key] ?? null;
  if (change.capsule) columns.capsule = JSON.stringify(change.capsule);
  if ('due' in change) Object.assign(columns, dueColumns(change.due ?? undefined));
  if ('atStake' in change) Object.assign(columns, stakeColumns(change.atStake ?? undefined));
  return columns;
};

const plainColumns = {
  buyerId: 'buyer_id',
  wish: 'wish',
  state: 'state',
  agentId: 'agent_id',
  reason: 'reason',
  orderId: 'order_id',
  disputeId: 'dispute_id',
  disputeSeq: 'dispute_seq',
  claimedAt: 'claimed_at',
  firstAnswerAt: 'first_answer_at',
  lastBuyerAt: 'last_buyer_at',
  lastAgentAt: 'last_agent_at',
  endedAt: 'ended_at',
  endedBy: 'ended_by',
  wakeAt: 'wake_at',
  offeredAt: 'offered_at',
} as const;

export const dueColumns = (due: Handoff['due']): Columns => ({
  due_rule: due?.rule,
  due_at: due?.at,
});

export const stakeColumns = (stake: Money | undefined): Columns => ({
  stake_minor: stake?.minor,
  stake_currency: stake?.currency,
});
