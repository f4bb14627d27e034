import type { Handoff } from '../handoff-port.ts';
import { blockedBy } from './blocked-by.ts';
import { panelsOf } from './case-panels.ts';
import { caseOf } from './claim.ts';
import { deadlinesSoon } from './deadlines-soon.ts';
import type { DeskContext, DeskResult } from './desk-context.ts';
import { deskRow, deskRows } from './desk-row.ts';
import { mayWith } from './may-with.ts';
import { refuseDesk } from './refuse-desk.ts';
import { transcriptLine } from './transcript.ts';
import type { ConversationView } from './views.ts';

const mostMessages = 2_000;

/** Everything that an agent needs on one page, so that the buyer is asked nothing again. The reading is in the audit. */
export const conversationFor = async (
  ctx: DeskContext,
  handoffId: string,
): Promise<DeskResult<ConversationView>> => {
  const { store, tx, now } = ctx;
  const no = await store.desk.log.lastNo(tx);
  const handoff = await store.desk.handoffs.find(tx, handoffId);
  if (!handoff) return refuseDesk('case_not_found');
  const conversation = await store.conversations.find(tx, handoff.conversationId);
  if (!conversation) throw new Error(`Case ${handoffId} has no conversation.`);
  const { orders, disputes } = await panels(ctx, handoff);
  const view: ConversationView = {
    ...{ at: now, no, row: await deskRow(ctx, handoff), capsule: handoff.capsule },
    ...(await linkOf(ctx, handoff)),
    ...(await talkOf(ctx, handoff, conversation.lastSeq)),
    ...(await papersOf(ctx, handoff)),
    ...{ orders, disputes, deadlines: deadlinesSoon(now, disputes, orders) },
    blockedBy: await blockedBy(ctx, { ...handoff, goal: handoff.capsule.goal }),
    may: mayWith(ctx.principal, handoff, conversation),
  };
  await ctx.audit({ what: 'conversation.read', ...caseOf(handoff) });
  return { ok: true, value: view };
};

const panels = (ctx: DeskContext, handoff: Handoff): ReturnType<typeof panelsOf> =>
  handoff.buyerId === undefined
    ? Promise.resolve({ orders: [], disputes: [] })
    : panelsOf(ctx, handoff.buyerId, handoff);

const linkOf = async (
  { store, tx }: DeskContext,
  { conversationId }: Handoff,
): Promise<Pick<ConversationView, 'link'>> => {
  const link = await store.accountLinks.find(tx, conversationId);
  return link ? { link: { linkedAt: link.linkedAt, verifiedAt: link.verifiedAt } } : {};
};

const talkOf = async (
  ctx: DeskContext,
  { conversationId, id, buyerId }: Handoff,
  lastSeq: number,
) => {
  const { store, tx } = ctx;
  // The newest: a chat of a messenger goes on for years.
  const from = Math.max(0, lastSeq - mostMessages);
  const messages = await store.conversations.messagesAfter(tx, conversationId, from, mostMessages);
  const others =
    buyerId === undefined
      ? await store.desk.handoffs.ofConversation(tx, conversationId)
      : await store.desk.handoffs.ofBuyer(tx, buyerId);
  return {
    transcript: messages.map(transcriptLine),
    files: await store.uploads.ofConversation(tx, conversationId),
    earlier: await deskRows(
      ctx,
      others.filter((other) => other.id !== id),
    ),
  };
};

const papersOf = async ({ store, tx, staff, principal }: DeskContext, { id }: Handoff) => {
  const { papers, log } = store.desk;
  const notes: ConversationView['notes'][number][] = [];
  for (const note of await papers.notes(tx, id))
    notes.push({ ...note, byName: await staff.nameOf(tx, note.by) });
  return {
    notes,
    draft: (await papers.draft(tx, principal.id, id)) ?? '',
    approvals: (await papers.pendingApprovals(tx)).filter(({ handoffId }) => handoffId === id),
    history: await log.ofHandoff(tx, id),
  };
};
