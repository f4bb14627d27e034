import type { Dispute } from '../../services/domain/dispute.ts';
import type { DeskContext } from '../../services/handoff/desk-context.ts';
import { deskRows } from '../../services/handoff/desk-row.ts';
import type { Begun, Measured } from '../../services/handoff/measured.ts';
import type { Handoff } from '../../services/handoff-port.ts';
import { rowView } from './case-row.ts';
import { channelLabels, closeReasons, grounds, labelOf, reasonLabels } from './desk-labels.ts';
import type { Visit } from './route.ts';
import type { Show } from './show.ts';

/** One line of the list behind a number. */
export interface Listed {
  readonly id: string;
  /** Empty where there is no page of it, or none for this role. */
  readonly href: string;
  readonly title: string;
  readonly state: string;
  readonly about: string;
}

export interface MetricsList {
  readonly title: string;
  readonly rows: readonly Listed[];
}

interface Drawing {
  readonly show: Show;
  readonly visit: Visit;
}

type Lists = Readonly<
  Record<
    string,
    {
      readonly title: string;
      readonly rows: (
        ctx: DeskContext,
        all: Measured,
        drawing: Drawing,
      ) => Promise<readonly Listed[]>;
    }
  >
>;

/** The arrays that the numbers are counted from. */
const lists: Lists = {
  waiting: { title: 'Waiting now', rows: (ctx, all, to) => cases(ctx, all.waiting, to) },
  handed: { title: 'Handed over', rows: (ctx, all, to) => cases(ctx, all.requested, to) },
  answered: { title: 'First answer', rows: (ctx, all, to) => cases(ctx, all.answered, to) },
  finished: { title: 'Until finished', rows: (ctx, all, to) => cases(ctx, all.finished, to) },
  again: { title: 'Came back within 7 days', rows: (ctx, all, to) => cases(ctx, all.again, to) },
  alone: { title: 'No person was needed', rows: (ctx, all, to) => talks(ctx, all.alone, to) },
  solved: { title: 'Confirmed solved', rows: (ctx, all, to) => talks(ctx, all.solved, to) },
  rated: { title: 'Satisfaction', rows: ratings },
  decided: {
    title: 'How disputes ended',
    rows: (ctx, { decided }, { show, visit }) =>
      Promise.all(
        decided.filter((one) => fits(one, visit)).map((one) => ended(ctx, one, show, visit)),
      ),
  },
};

export async function metricsList(
  ctx: DeskContext,
  all: Measured,
  drawing: Drawing,
): Promise<MetricsList> {
  const { query } = drawing.visit;
  const reason = query.get('reason');
  const list = lists[query.get('of') ?? 'handed'] ?? lists.handed;
  if (!list) throw new Error('There is a list of what was handed over.');
  const one = reason ? labelOf(reason in grounds ? grounds : reasonLabels, reason) : '';
  return {
    title: one === '' ? list.title : `${list.title}: ${one}`,
    rows: await list.rows(ctx, all, drawing),
  };
}

async function cases(
  ctx: DeskContext,
  found: readonly Handoff[],
  { show, visit }: Drawing,
): Promise<readonly Listed[]> {
  const reason = visit.query.get('reason');
  const behind = found.filter((one) => !reason || one.reason === reason);
  return (await deskRows(ctx, behind)).map((row, index) => {
    const {
      id,
      href,
      who,
      state,
      caseNo,
      reason: why,
      agent,
      asked,
    } = rowView(row, {
      ...{ show, me: visit.staff.id },
    });
    const times = behind[index] ? timesOf(behind[index], show) : '';
    const about = [caseNo, why, agent, `asked ${asked.text}`, times];
    return { id, href, title: who, state, about: about.filter(Boolean).join(' · ') };
  });
}

/** What a median is made of. */
const timesOf = ({ requestedAt, firstAnswerAt, endedAt }: Handoff, show: Show): string =>
  [
    firstAnswerAt && `answered after ${show.span(firstAnswerAt - requestedAt)}`,
    endedAt && `finished after ${show.span(endedAt - requestedAt)}`,
  ]
    .filter(Boolean)
    .join(', ');

async function talks(
  { store, tx }: DeskContext,
  found: readonly Begun[],
  { show }: Drawing,
): Promise<readonly Listed[]> {
  const rows: Listed[] = [];
  for (const { id, buyerId } of found) {
    const talk = await store.conversations.find(tx, id);
    const buyer = buyerId === undefined ? undefined : await store.orders.buyer(tx, buyerId);
    rows.push({
      ...{ id, title: buyer?.name ?? 'Visitor', state: '' },
      // A talk that no person was asked into has no page: what is known of its buyer has.
      href:
        buyerId === undefined ? '' : `/console/search?q=${encodeURIComponent(`from:${buyerId}`)}`,
      about: talk
        ? `${labelOf(channelLabels, talk.channel)} · begun ${show.moment(talk.startedAt).text}`
        : '',
    });
  }
  return rows;
}

async function ratings(
  ctx: DeskContext,
  all: Measured,
  { show, visit }: Drawing,
): Promise<readonly Listed[]> {
  const rows: Listed[] = [];
  for (const { handoffId, score, askedAt } of all.ratings) {
    const handoff = await ctx.store.desk.handoffs.find(ctx.tx, handoffId);
    const [row] = handoff ? await deskRows(ctx, [handoff]) : [];
    if (!row) continue;
    const { id, href, who, caseNo, agent } = rowView(row, { show, me: visit.staff.id });
    const about = [caseNo, agent, `asked ${show.moment(askedAt).text}`].filter(Boolean).join(' · ');
    const state = score === undefined ? 'Not answered' : `${score} of 5`;
    rows.push({ id, href, title: who, state, about });
  }
  return rows;
}

const fits = ({ reason, outcome }: Dispute, { query }: Visit): boolean =>
  (query.get('reason') ?? reason) === reason &&
  (query.get('outcome') ?? outcome?.reason) === outcome?.reason;

async function ended(
  { store, tx, principal }: DeskContext,
  dispute: Dispute,
  show: Show,
  { staff }: Visit,
): Promise<Listed> {
  const { id, orderId, itemId, outcome } = dispute;
  const order = await store.orders.find(tx, principal, orderId);
  const title = order?.items.find((item) => item.id === itemId)?.title ?? '';
  const when = outcome ? show.moment(outcome.decidedAt).text : '';
  return {
    // The page of a dispute is the case managers'; an agent finds its cases.
    href: staff.role === 'agent' ? `/console/search?q=${id}` : `/console/disputes/${id}`,
    ...{ id, title: `${id} ${title}`.trim() },
    state: outcome ? labelOf(closeReasons, outcome.reason) : '',
    about: [labelOf(grounds, dispute.reason), order?.buyer.name ?? '', when]
      .filter(Boolean)
      .join(' · '),
  };
}
