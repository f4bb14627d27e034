import type { Command } from '../../services/domain/command.ts';
import type { DeskContext } from '../../services/handoff/desk-context.ts';
import { readRequest } from '../../services/handoff/keep-request.ts';
import type { Approval } from '../../services/handoff-port.ts';
import { termsWords } from './conversation-panel.ts';
import { commandWords, grounds, labelOf } from './desk-labels.ts';
import type { Show, ShownMoment } from './show.ts';

export interface ApprovalView {
  readonly id: string;
  readonly disputeId: string;
  readonly what: string;
  /** What one agrees to: the decision, the money, the item. */
  readonly about: string;
  /** The dispute, or the case where there is no dispute yet. */
  readonly href: string;
  readonly askedBy: string;
  readonly at: ShownMoment;
  readonly reason: string;
  /** One's own needs somebody else. */
  readonly own: boolean;
}

/** What waits for a second pair of eyes. */
export async function approvalViews(
  ctx: DeskContext,
  show: Show,
): Promise<readonly ApprovalView[]> {
  const views: ApprovalView[] = [];
  for (const one of await ctx.store.desk.papers.pendingApprovals(ctx.tx))
    views.push(await viewOf(ctx, show, one));
  return views;
}

interface Asked {
  readonly request: {
    readonly command: Command;
    readonly orderId?: string;
    readonly itemId?: string;
  };
}

async function viewOf(ctx: DeskContext, show: Show, one: Approval): Promise<ApprovalView> {
  const { request } = readRequest<Asked>(one.request);
  const { id, disputeId, handoffId, reason, askedBy, askedAt } = one;
  return {
    ...{ id, disputeId, reason, what: labelOf(commandWords, request.command.type) },
    about: await aboutOf(ctx, show, one, request),
    href: disputeId === '' ? `/console/cases/${handoffId ?? ''}` : `/console/disputes/${disputeId}`,
    askedBy: await ctx.staff.nameOf(ctx.tx, askedBy),
    ...{ at: show.moment(askedAt), own: askedBy === ctx.principal.id },
  };
}

async function aboutOf(
  { store, tx, principal }: DeskContext,
  show: Show,
  { disputeId }: Approval,
  { command, orderId, itemId }: Asked['request'],
): Promise<string> {
  const dispute =
    disputeId === '' ? undefined : await store.disputes.find(tx, principal, disputeId);
  const order = await store.orders.find(tx, principal, dispute?.orderId ?? orderId ?? '');
  const item = order?.items.find((each) => each.id === (dispute?.itemId ?? itemId));
  const money = (minor: bigint) => show.money({ minor, currency: order?.currency ?? 'USD' });
  const subject = [item?.title, order && `order ${order.id}`, order?.buyer.name];
  return [wishOf(command, money, dispute?.paid), ...subject].filter(Boolean).join(' · ');
}

function wishOf(command: Command, money: (minor: bigint) => string, paid = 0n): string {
  switch (command.type) {
    case 'open':
      return `${labelOf(grounds, command.form.reason)}: ${termsWords(command.form, money)}`;
    case 'propose':
      return termsWords(command, money);
    case 'rule':
      if (command.outcome === 'rejected') return 'No refund';
      return termsWords(
        {
          remedy: command.remedy ?? 'refund_only',
          amount: command.amount ?? paid,
        },
        money,
      );
    case 'decide_appeal':
      return command.amount === undefined
        ? 'The first decision stands'
        : `The buyer is right: ${money(command.amount)} in all`;
    default:
      return '';
  }
}
