import type { ConversationView, DeskVerb } from '../../services/handoff/views.ts';
import type { Json } from '../../services/ports.ts';
import type { StaffMember } from '../../services/staff-port.ts';
import { isWindowOpen } from '../channels/window.ts';
import { type RowView, rowView } from './case-row.ts';
import { deadlineWords, goalLabels, labelOf } from './desk-labels.ts';
import type { RefusalTeller } from './desk-words.ts';
import type { Show, ShownMoment } from './show.ts';

export interface Colleague {
  readonly id: string;
  readonly name: string;
}

/** The head of a case: who, how it stands, what may be done with it. */
export interface TopView {
  readonly row: RowView;
  readonly may: Readonly<Record<DeskVerb, boolean>>;
  readonly locale: string;
  readonly country: string;
  readonly ended: ShownMoment | false;
  /** The channel takes no message now: it waits until the buyer writes. */
  readonly shut: boolean;
  /** Somebody else has it. */
  readonly lockedBy: string;
  readonly colleagues: readonly Colleague[];
  readonly capsule: CapsuleView;
  readonly snoozes: readonly { readonly minutes: number; readonly words: string }[];
  readonly csrf: string;
}

export interface CapsuleView {
  readonly wish: string;
  readonly goal: string;
  readonly step: string;
  readonly misses: number;
  readonly signedIn: boolean;
  /** Since when by a link, and its newest sign-in; on channels that do not vouch for buyers. */
  readonly linked: { readonly since: ShownMoment; readonly verified: ShownMoment } | false;
  readonly slots: readonly { readonly name: string; readonly value: string }[];
  readonly blocked: readonly { readonly words: string; readonly rule: string }[];
  readonly deadlines: readonly {
    readonly words: string;
    /** The dispute or the order. */
    readonly of: string;
    readonly at: ShownMoment;
  }[];
}

const verbs: readonly DeskVerb[] = [
  ...(['claim', 'take_over', 'release', 'assign', 'say', 'note'] as const),
  ...(['hand_back', 'resolve', 'undo_resolve', 'snooze', 'wait_for_buyer', 'act'] as const),
];

export function topView(
  view: ConversationView,
  deps: {
    readonly show: Show;
    readonly teller: RefusalTeller;
    readonly me: Pick<StaffMember, 'id'>;
    readonly colleagues: readonly Colleague[];
    readonly csrf: string;
  },
): TopView {
  const { show, me, csrf } = deps;
  const row = rowView(view.row, { show, me: me.id });
  const { endedAt } = view.row;
  return {
    ...{ row, csrf, may: allowed(view.may), snoozes },
    ...{ locale: view.row.locale, country: view.row.buyer?.country ?? '' },
    shut: endedAt === undefined && !isWindowOpen(view.row.channel, view.row.lastBuyerAt, view.at),
    ended: endedAt === undefined ? false : show.moment(endedAt),
    lockedBy: row.agent !== '' && !row.mine && endedAt === undefined ? row.agent : '',
    colleagues: deps.colleagues.filter(({ id }) => id !== view.row.agent?.id),
    capsule: capsuleView(view, deps),
  };
}

const snoozes = [
  { minutes: 30, words: '30 minutes' },
  { minutes: 120, words: '2 hours' },
  { minutes: 1440, words: '1 day' },
  { minutes: 4320, words: '3 days' },
];

export const allowed = (may: readonly DeskVerb[]): Readonly<Record<DeskVerb, boolean>> =>
  Object.fromEntries(verbs.map((verb) => [verb, may.includes(verb)])) as Record<DeskVerb, boolean>;

function capsuleView(
  { row, capsule, link, blockedBy, deadlines, orders }: ConversationView,
  { show, teller }: { readonly show: Show; readonly teller: RefusalTeller },
): CapsuleView {
  const about = capsule.slots.orderId ?? row.orderId;
  const order = orders.find((one) => one.order.id === about)?.order;
  return {
    wish: row.wish,
    goal: capsule.goal === undefined ? '' : labelOf(goalLabels, capsule.goal),
    step: (capsule.step ?? '').replaceAll(/[_-]/g, ' '),
    ...{ misses: capsule.misses, signedIn: capsule.signedIn },
    linked: link
      ? { since: show.moment(link.linkedAt), verified: show.moment(link.verifiedAt) }
      : false,
    // Ids say nothing here: the panel shows what they stand for.
    slots: Object.entries(capsule.slots).flatMap(([name, value]) => {
      if (name === 'amount') return amountSlot(value, order?.currency, show);
      const words = /Ids?$/.test(name) ? '' : slotWords(value);
      return words === '' ? [] : [{ name: slotName(name), value: words }];
    }),
    blocked: blockedBy.map(teller.one),
    deadlines: deadlines.map(({ rule, at, of }) => ({
      ...{ words: labelOf(deadlineWords, rule), of, at: show.moment(at) },
    })),
  };
}

/** Forms keep a sum in minor units, which say nothing without their currency. */
function amountSlot(value: Json, currency: string | undefined, show: Show) {
  if (currency === undefined || typeof value !== 'string' || !/^\d+$/.test(value)) return [];
  return [{ name: slotName('amount'), value: show.money({ minor: BigInt(value), currency }) }];
}

/** `subReason`: "Sub reason". */
const slotName = (name: string): string =>
  name.charAt(0).toUpperCase() + name.slice(1).replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`);

/** Whatever a form has kept, as one line; ids of files are counted. */
function slotWords(value: Json): string {
  if (value === null || value === false || value === '') return '';
  if (Array.isArray(value)) return value.length === 0 ? '' : `${value.length}`;
  if (typeof value === 'object') return '';
  return value === true ? 'yes' : String(value).replaceAll('_', ' ');
}
