import type { Dispute } from '../../services/domain/dispute.ts';
import { decimalString } from '../../services/domain/money.ts';
import type { Item } from '../../services/domain/order.ts';
import { plusHours } from '../../services/domain/time.ts';
import type { ConversationView } from '../../services/handoff/views.ts';
import { type FileView, fileView } from './conversation-lines.ts';
import { termsWords } from './conversation-panel.ts';
import { commandWords, grounds, labelOf, subReasons } from './desk-labels.ts';
import type { FormFacts } from './read-command.ts';
import type { Show } from './show.ts';

/** What is acted on: a dispute, or an item of an order. */
export interface Target {
  readonly type: string;
  readonly dispute?: Dispute;
  readonly orderId: string;
  readonly item: Item;
  readonly facts: FormFacts;
}

/** Undefined for what does not belong to the case. */
export function targetOf(
  view: ConversationView,
  type: string,
  names: URLSearchParams,
): Target | undefined {
  const panel = view.disputes.find((one) => one.view.dispute.id === names.get('dispute'));
  const uploads = view.files.filter(
    ({ verdict, fromAgent }) => verdict === 'accepted' && !fromAgent,
  );
  if (panel) {
    const { dispute, item } = panel.view;
    const proposalVersion = dispute.proposals.at(-1)?.version ?? 0;
    const facts = { currency: dispute.currency, uploads, proposalVersion };
    return { type, dispute, orderId: dispute.orderId, item, facts };
  }
  const order = view.orders.find((one) => one.order.id === names.get('order'))?.order;
  const item = order?.items.find(({ id }) => id === names.get('item'));
  if (!order || !item || type !== 'open') return undefined;
  return {
    type,
    orderId: order.id,
    item,
    facts: { currency: order.currency, uploads, proposalVersion: 0 },
  };
}

interface Choice {
  readonly value: string;
  readonly words: string;
  readonly chosen: boolean;
}

/** A form of the case panel. Which fields it has, `fields` says. */
export interface ActForm {
  readonly action: string;
  readonly title: string;
  readonly about: string;
  readonly disputeId: string;
  readonly orderId: string;
  readonly itemId: string;
  readonly seq: number;
  readonly fields: Readonly<Record<Field, boolean>>;
  readonly reasons: readonly Choice[];
  readonly subs: readonly Choice[];
  readonly currency: string;
  readonly amount: string;
  readonly description: string;
  readonly offer: string;
  readonly files: readonly FileView[];
  readonly evidence: readonly FileView[];
  readonly words: readonly {
    readonly seq: number;
    readonly text: string;
    readonly first: boolean;
  }[];
  /** Nothing is typed in it: what it does can be said at once. */
  readonly instant: boolean;
  readonly submit: string;
  readonly csrf: string;
}

const fields = [
  'terms',
  'opening',
  'message',
  'files',
  'reason',
  'parcel',
  'evidence',
  'offer',
] as const;
type Field = (typeof fields)[number];

const fieldsOf: Readonly<Record<string, readonly Field[]>> = {
  open: ['opening', 'terms', 'files'],
  propose: ['terms', 'message'],
  accept_offer: ['offer'],
  appeal: ['reason', 'files'],
  ship_back: ['parcel'],
  add_evidence: ['files'],
  remove_evidence: ['evidence'],
};

const mostWords = 8;

export function actForm(
  view: ConversationView,
  target: Target,
  {
    show,
    csrf,
    wordHours,
  }: { readonly show: Show; readonly csrf: string; readonly wordHours: number },
): ActForm {
  const { dispute, item, type } = target;
  const has = fieldsOf[type] ?? [];
  const money = (minor: bigint) => show.money({ minor, currency: target.facts.currency });
  const given = slotsOf(view);
  return {
    action: `/console/cases/${view.row.id}/act/${type}`,
    title: labelOf(commandWords, type),
    about: dispute ? `${dispute.id}, ${item.title}` : `${item.title}, ${show.money(item.paid)}`,
    ...{
      disputeId: dispute?.id ?? '',
      orderId: target.orderId,
      itemId: item.id,
      seq: dispute?.seq ?? 0,
    },
    fields: Object.fromEntries(fields.map((name) => [name, has.includes(name)])) as Record<
      Field,
      boolean
    >,
    reasons: choices(grounds, given('reason')),
    subs: choices(subReasons, given('subReason')),
    currency: target.facts.currency,
    amount: decimalString({
      minor: dispute?.proposals.at(-1)?.amount ?? item.paid.minor,
      currency: item.paid.currency,
    }),
    description: given('description') || '',
    offer: termsWords(dispute?.proposals.at(-1), money),
    files: target.facts.uploads.map(fileView),
    evidence: (dispute?.evidence ?? [])
      .filter(({ removedAt, party }) => removedAt === undefined && party === 'buyer')
      .map((one) => fileView({ ...one, verdict: 'accepted' })),
    words: wordsOf(view, show, wordHours),
    instant: has.length === 0 || has.includes('offer') || has.includes('opening'),
    ...{ submit: labelOf(commandWords, type), csrf },
  };
}

/** The buyer's messages that still count as their word, the newest first. */
const wordsOf = (view: ConversationView, show: Show, wordHours: number): ActForm['words'] =>
  view.transcript
    .filter(
      ({ from, at, text }) => from === 'buyer' && text !== '' && view.at < plusHours(at, wordHours),
    )
    .slice(-mostWords)
    .reverse()
    .map(({ seq, at, text }, index) => ({
      seq,
      text: `${show.time(at)} “${text.slice(0, 90)}${text.length > 90 ? '…' : ''}”`,
      first: index === 0,
    }));

const choices = (labels: Readonly<Record<string, string>>, chosen: string): readonly Choice[] =>
  Object.entries(labels).map(([value, words]) => ({ value, words, chosen: value === chosen }));

/** What the buyer has told the bot already: nothing is typed twice. */
const slotsOf =
  ({ capsule }: ConversationView) =>
  (name: string): string => {
    const value = capsule.slots[name];
    return typeof value === 'string' ? value : '';
  };
