import { instant } from '../domain/time.ts';
import type { Handoff } from '../handoff-port.ts';
import type { Context } from '../ports.ts';
import { caseNoOf } from './case-no.ts';
import type { DeskContext } from './desk-context.ts';
import { type DeskSettings, readDeskSettings } from './desk-settings.ts';
import { isLive } from './states.ts';
import type { DeskRow } from './views.ts';

type Looking = Pick<DeskContext, 'tx' | 'store' | 'rulebooks' | 'staff'>;

/** The case as lists show it. */
export const deskRow = async (ctx: Looking, handoff: Handoff): Promise<DeskRow> =>
  (await deskRows(ctx, [handoff]))[0] ?? unreachable();

const unreachable = (): never => {
  throw new Error('A case without a row.');
};

/** Buyers and agents are each looked up once. */
export const deskRows = async (
  ctx: Looking,
  handoffs: readonly Handoff[],
): Promise<readonly DeskRow[]> => {
  const settings = await readDeskSettings(ctx);
  const people = lookUp(ctx);
  const rows: DeskRow[] = [];
  for (const handoff of handoffs) rows.push(await rowOf(handoff, settings, people));
  return rows;
};

type People = ReturnType<typeof lookUp>;

const lookUp = ({ tx, store, staff }: Looking) => {
  const names = new Map<string, string>();
  const buyers = new Map<string, Awaited<ReturnType<Context['store']['orders']['buyer']>>>();
  return {
    async agent(id: string) {
      const name = names.get(id) ?? (await staff.nameOf(tx, id));
      names.set(id, name);
      return { id, name };
    },
    async buyer(id: string) {
      if (!buyers.has(id)) buyers.set(id, await store.orders.buyer(tx, id));
      return buyers.get(id);
    },
  };
};

const minute = 60_000;

const rowOf = async (
  handoff: Handoff,
  { answerWithinMinutes }: DeskSettings,
  people: People,
): Promise<DeskRow> => {
  const { no, capsule, buyerId, agentId, wakeAt, version: _, ...shown } = handoff;
  const buyer = buyerId === undefined ? undefined : await people.buyer(buyerId);
  const { disputeSeq: _seq, endedBy: _by, firstAnswerAt: _first, ...plain } = shown;
  return {
    ...plain,
    caseNo: caseNoOf(no),
    version: handoff.version,
    locale: buyer?.locale ?? '',
    ...(capsule.risk !== undefined && { risk: capsule.risk }),
    ...(capsule.alarms && { alarms: capsule.alarms.map(({ reason }) => reason) }),
    ...(buyerId !== undefined && {
      buyer: { id: buyerId, name: buyer?.name ?? '', country: buyer?.country ?? '' },
    }),
    ...(agentId !== undefined && { agent: await people.agent(agentId) }),
    buyerWaits: buyerWaits(handoff),
    ...(handoff.state === 'waiting' && {
      answerBy: instant(handoff.requestedAt + answerWithinMinutes * minute),
    }),
    ...(handoff.state === 'snoozed' && wakeAt !== undefined && { snoozedUntil: wakeAt }),
  };
};

const buyerWaits = (handoff: Handoff): boolean =>
  isLive(handoff) && (handoff.lastAgentAt ?? -1) < handoff.lastBuyerAt;
