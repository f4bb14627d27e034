import { loadCase } from '../disputes/load-case.ts';
import type { DisputeState } from '../domain/dispute.ts';
import { refundStatus } from '../refunds/refund-status.ts';
import { disputePanel } from './case-panels.ts';
import type { DeskContext, DeskResult } from './desk-context.ts';
import { refuseDesk } from './refuse-desk.ts';
import type { EscalatedCase, EscalatedRow } from './views.ts';

/** Where a case manager has a word. */
const states: readonly DisputeState[] = ['in_appeal', 'in_mediation', 'evidence_requested'];
const most = 200;

/** Disputes that wait for the Case Management Team or for evidence that it asked for; the oldest first. */
export const escalatedDisputes = async (
  ctx: DeskContext,
): Promise<DeskResult<readonly EscalatedRow[]>> => {
  if (ctx.principal.role === 'agent') return refuseDesk('role_too_low');
  const { store, tx } = ctx;
  const live = await store.desk.handoffs.live(tx);
  const rows: EscalatedRow[] = [];
  for (const state of states)
    for (const { id } of await store.disputes.page(tx, { state, limit: most })) {
      const row = await rowOf(ctx, id);
      const handoff = live.find(({ disputeId }) => disputeId === id);
      if (row) rows.push({ ...row, ...(handoff && { handoffId: handoff.id }) });
    }
  return { ok: true, value: rows.toSorted((a, b) => a.since - b.since) };
};

const rowOf = async (ctx: DeskContext, id: string): Promise<EscalatedRow | undefined> => {
  const loaded = await loadCase(ctx, id);
  if (!loaded) return undefined;
  const { view } = disputePanel(ctx, loaded, []);
  const { dispute, order, item, deadlines, allowed } = view;
  const due = deadlines.filter(({ at }) => ctx.now < at).toSorted((a, b) => a.at - b.at)[0];
  return {
    ...{ dispute, title: item.title, allowed, since: dispute.lastEventAt },
    ...{ buyerName: order.buyer.name, sellerName: order.seller.name },
    ...(due && { due }),
  };
};

/** One of them with both parties' evidence side by side and everything that happened. The reading is in the audit. */
export const escalatedCase = async (
  ctx: DeskContext,
  disputeId: string,
): Promise<DeskResult<EscalatedCase>> => {
  if (ctx.principal.role === 'agent') return refuseDesk('role_too_low');
  const loaded = await loadCase(ctx, disputeId);
  if (!loaded) return refuseDesk('case_not_found');
  const { store, tx } = ctx;
  const { dispute } = loaded.case_;
  const buyer = { kind: 'buyer', id: dispute.buyerId } as const;
  const refunds = await refundStatus({ ...ctx, principal: buyer });
  const shown = dispute.evidence.filter(({ removedAt }) => removedAt === undefined);
  const [talk] = (await store.desk.handoffs.ofBuyer(tx, dispute.buyerId)).filter(
    (one) => one.disputeId === disputeId || one.orderId === dispute.orderId,
  );
  await ctx.audit({ what: 'dispute.read', disputeId, buyerId: dispute.buyerId });
  return {
    ok: true,
    value: {
      ...disputePanel(ctx, loaded, refunds),
      ...(talk && { handoffId: talk.id }),
      evidence: {
        buyer: shown.filter(({ party }) => party === 'buyer'),
        seller: shown.filter(({ party }) => party === 'seller'),
      },
      events: await store.disputes.events(tx, disputeId),
      approvals: (await store.desk.papers.pendingApprovals(tx)).filter(
        (approval) => approval.disputeId === disputeId,
      ),
    },
  };
};
