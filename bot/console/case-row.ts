import type { DeskRow } from '../../services/handoff/views.ts';
import type { HandoffReason } from '../../services/handoff-port.ts';
import { hubName } from '../handoff/hub-name.ts';
import {
  channelLabels,
  deadlineWords,
  labelOf,
  reasonLabels,
  riskLabels,
  stateLabels,
} from './desk-labels.ts';
import type { Show, ShownMoment } from './show.ts';

/** A case as lists draw it. Every field is there: views are strict. */
export interface RowView {
  readonly id: string;
  readonly href: string;
  readonly caseNo: string;
  readonly who: string;
  readonly channel: string;
  readonly reason: string;
  readonly risk: string;
  readonly wish: string;
  readonly state: string;
  readonly stateKey: string;
  readonly agent: string;
  readonly mine: boolean;
  readonly waits: boolean;
  readonly open: boolean;
  readonly answerBy: ShownMoment | false;
  readonly due: ShownMoment | false;
  readonly dueWords: string;
  readonly snoozed: ShownMoment | false;
  readonly stake: string;
  readonly asked: ShownMoment;
  readonly buyerAt: ShownMoment;
  readonly current: boolean;
  readonly version: number;
}

export function rowView(
  row: DeskRow,
  {
    show,
    me,
    current = '',
  }: { readonly show: Show; readonly me: string; readonly current?: string },
): RowView {
  const { due, answerBy, snoozedUntil, atStake } = row;
  return {
    ...{ id: row.id, href: `/console/cases/${row.id}`, caseNo: row.caseNo, wish: row.wish },
    ...{ who: whoOf(row), channel: labelOf(channelLabels, row.channel) },
    reason: reasonsOf(row)
      .map((reason) => reasonLabels[reason])
      .join(' + '),
    risk: row.risk === undefined ? '' : labelOf(riskLabels, row.risk),
    ...{ state: stateOf(row), stateKey: row.state },
    ...{ agent: holderOf(row), mine: row.agent?.id === me, waits: row.buyerWaits },
    open: isFree(row),
    answerBy: answerBy === undefined ? false : show.moment(answerBy),
    due: due ? show.moment(due.at) : false,
    dueWords: due ? labelOf(deadlineWords, due.rule) : '',
    snoozed: snoozedUntil === undefined ? false : show.moment(snoozedUntil),
    stake: atStake && atStake.minor > 0n ? show.money(atStake) : '',
    ...{ asked: show.moment(row.requestedAt), buyerAt: show.moment(row.lastBuyerAt) },
    ...{ current: row.id === current, version: row.version },
  };
}

/** A visitor has no name; two of them are told apart by the case. */
export const whoOf = ({ buyer, caseNo }: Pick<DeskRow, 'buyer' | 'caseNo'>): string =>
  buyer?.name || `Visitor ${caseNo}`;

/** Waits for one of our own agents. */
export const isFree = ({ state, offeredAt }: Pick<DeskRow, 'state' | 'offeredAt'>): boolean =>
  state === 'waiting' && offeredAt === undefined;

const isOffered = (row: DeskRow): boolean => row.state === 'waiting' && !isFree(row);

const stateOf = (row: DeskRow): string =>
  isOffered(row) ? 'With the outside service' : stateLabels[row.state];

/** Nobody else may take a case that somebody holds. */
const holderOf = (row: DeskRow): string => row.agent?.name ?? (isOffered(row) ? hubName : '');

/** What it is about, and what has come to it since. */
export const reasonsOf = ({ reason, alarms = [] }: DeskRow): readonly HandoffReason[] => [
  ...new Set([reason, ...alarms]),
];
