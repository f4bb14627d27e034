import type { Evidence } from '../../services/domain/dispute.ts';
import { decimalString } from '../../services/domain/money.ts';
import type { Rulebook } from '../../services/domain/rulebook.ts';
import type { EscalatedCase, EscalatedRow } from '../../services/handoff/views.ts';
import type { ApprovalView } from './approval-view.ts';
import { type FileView, fileView } from './conversation-lines.ts';
import {
  type DisputeFacts,
  disputeFacts,
  type OrderFacts,
  parcelsOf,
} from './conversation-panel.ts';
import { commandWords, deadlineWords, disputeStateWords, grounds, labelOf } from './desk-labels.ts';
import type { RefusalTeller } from './desk-words.ts';
import type { Show, ShownMoment } from './show.ts';
import { disputeTimeline, type TimelineRow } from './timeline-model.ts';

export interface EscalatedView {
  readonly id: string;
  readonly href: string;
  readonly title: string;
  readonly state: string;
  readonly reason: string;
  readonly buyer: string;
  readonly seller: string;
  readonly paid: string;
  readonly since: ShownMoment;
  readonly due: ShownMoment | false;
  readonly dueWords: string;
  readonly todo: string;
}

export function escalatedView(row: EscalatedRow, show: Show): EscalatedView {
  const { dispute, due, allowed } = row;
  const own = allowed.filter(({ type }) => ['rule', 'decide_appeal'].includes(type));
  return {
    ...{ id: dispute.id, href: `/console/disputes/${dispute.id}`, title: row.title },
    ...{
      state: labelOf(disputeStateWords, dispute.phase.state),
      reason: labelOf(grounds, dispute.reason),
    },
    ...{ buyer: row.buyerName, seller: row.sellerName },
    paid: show.money({ minor: dispute.paid, currency: dispute.currency }),
    since: show.moment(row.since),
    due: due ? show.moment(due.at) : false,
    dueWords: due ? labelOf(deadlineWords, due.rule) : '',
    todo: own[0] ? labelOf(commandWords, own[0].type) : '',
  };
}

export interface CaseView {
  readonly dispute: DisputeFacts;
  readonly seq: number;
  readonly buyer: string;
  readonly seller: string;
  readonly orderId: string;
  /** The talk with the buyer; empty if there was none. */
  readonly talk: string;
  readonly placed: string;
  readonly parcels: OrderFacts['parcels'];
  readonly sides: readonly {
    readonly who: string;
    readonly name: string;
    readonly says: readonly { readonly words: string; readonly at: string }[];
    readonly files: readonly (FileView & { readonly at: string; readonly hash: string })[];
  }[];
  readonly may: { readonly rule: boolean; readonly request: boolean; readonly appeal: boolean };
  readonly appealReason: string;
  readonly wants: string;
  readonly currency: string;
  readonly paid: string;
  readonly asked: string;
  readonly canReturn: boolean;
  readonly requested: string;
  readonly approvals: readonly ApprovalView[];
  readonly timeline: readonly TimelineRow[];
}

export function caseView(
  one: EscalatedCase,
  approvals: readonly ApprovalView[],
  drawing: {
    readonly show: Show;
    readonly teller: RefusalTeller;
    readonly rulebook: Rulebook;
    readonly mayOpen: boolean;
  },
): CaseView {
  const { dispute, order, allowed } = one.view;
  const pending = approvals.filter(({ disputeId }) => disputeId === dispute.id);
  // What waits for a second person is not asked for twice.
  const can = (type: string) =>
    pending.length === 0 && allowed.some((action) => action.type === type);
  const { phase, currency } = dispute;
  const amount = dispute.proposals.findLast(({ by }) => by === 'buyer')?.amount ?? dispute.paid;
  return {
    dispute: disputeFacts(one, drawing),
    ...{ seq: dispute.seq, buyer: order.buyer.name, seller: order.seller.name, orderId: order.id },
    talk: one.handoffId === undefined ? '' : `/console/cases/${one.handoffId}`,
    placed: drawing.show.moment(order.placedAt).text,
    parcels: parcelsOf(order, drawing.show),
    sides: (['buyer', 'seller'] as const).map((party) => ({
      who: party === 'buyer' ? 'Buyer' : 'Seller',
      name: order[party].name,
      says: saysOf(one, party, drawing.show),
      files: one.evidence[party].map((file) => evidenceFile(file, drawing.show)),
    })),
    may: { rule: can('rule'), request: can('request_evidence'), appeal: can('decide_appeal') },
    appealReason: dispute.appeal?.reason ?? '',
    wants: drawing.show.money({ minor: amount, currency }),
    ...{ currency, paid: decimalString({ minor: dispute.paid, currency }) },
    asked: decimalString({ minor: amount, currency }),
    canReturn: dispute.reason !== 'not_received',
    requested: phase.state === 'evidence_requested' ? `${phase.party}: ${phase.what}` : '',
    approvals: pending,
    timeline: disputeTimeline(one, drawing),
  };
}

/** Description, messages and reasons of one party, oldest first. */
function saysOf({ view, events }: EscalatedCase, party: 'buyer' | 'seller', show: Show) {
  const { dispute } = view;
  const opening =
    party === 'buyer'
      ? [{ words: dispute.description, at: show.moment(dispute.openedAt).text }]
      : [];
  const said = events.flatMap(({ actor, at, body: { command } }) => {
    const own = actor.role === party || (party === 'buyer' && actor.role === 'agent');
    const words =
      'message' in command ? command.message : 'reason' in command ? command.reason : '';
    return own && typeof words === 'string' && words !== ''
      ? [{ words, at: show.moment(at).text }]
      : [];
  });
  return [...opening, ...said].filter(({ words }) => words !== '');
}

const evidenceFile = (file: Evidence, show: Show) => ({
  ...fileView({ ...file, verdict: 'accepted' }),
  ...{ at: show.moment(file.addedAt).text, hash: file.sha256.slice(0, 12) },
});
