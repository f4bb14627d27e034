import { loadCase } from '../disputes/load-case.ts';
import { openDispute } from '../disputes/open-dispute.ts';
import { runCommand } from '../disputes/run-command.ts';
import { forBuyer } from '../disputes/speaks-for.ts';
import type { Command, CommandType } from '../domain/command.ts';
import type { Result } from '../domain/refusal.ts';
import { plusHours } from '../domain/time.ts';
import { transitions } from '../domain/transitions.ts';
import type { Handoff } from '../handoff-port.ts';
import type { Conversation } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { askApproval, needsSecond } from './ask-approval.ts';
import { caseOf } from './claim.ts';
import type { DeskContext, DeskResult } from './desk-context.ts';
import { tellDesk } from './desk-event.ts';
import { readDeskSettings } from './desk-settings.ts';
import { withEvidence } from './evidence-of.ts';
import { notTheirs, onCase } from './on-case.ts';
import { refuseDesk } from './refuse-desk.ts';
import { renewFacts } from './renew-facts.ts';
import type { Acted, ActRequest } from './views.ts';

/**
 * The agent does for the buyer what the buyer may do, by the same rules and use cases; the event names the agent, the
 * desk's log and the audit the buyer's word: a message of theirs in this conversation. Without one the agent says why,
 * and above an amount a second person has to agree.
 */
export const actForBuyer = (ctx: DeskContext, wish: ActRequest): Promise<DeskResult<Acted>> =>
  onCase(ctx, wish, async ({ handoff, conversation }) => {
    const refused = (await notTheirs(ctx, handoff)) ?? notForBuyers(wish.command.type);
    if (refused) return refused;
    if (!(await isTheirs(ctx, handoff, wish))) return refuseDesk('case_not_found');
    const evidence = await withEvidence(ctx, handoff, wish);
    if (!evidence.ok) return evidence;
    if (wish.override) return actOverriding(ctx, handoff, { ...wish, override: wish.override });
    if (!(await isWord(ctx, conversation, handoff, wish.word))) return refuseDesk('word_missing');
    return performAct(ctx, handoff, wish);
  });

/** Rulings and what sellers, clock and payments do are not an agent's. */
const notForBuyers = (type: CommandType) =>
  transitions[type].by.includes('agent') ? undefined : refuseDesk('not_for_buyers', { type });

/** What is acted on belongs to the buyer of the case, whatever ids the request names. */
const isTheirs = async (
  { store, tx }: DeskContext,
  { buyerId }: Handoff,
  { disputeId, orderId }: ActRequest,
): Promise<boolean> => {
  if (buyerId === undefined) return false;
  const buyer = { kind: 'buyer', id: buyerId } as const;
  if (disputeId !== undefined)
    return (await store.disputes.find(tx, buyer, disputeId)) !== undefined;
  return orderId !== undefined && (await store.orders.find(tx, buyer, orderId)) !== undefined;
};

/** A message of the buyer's own in this conversation, not long ago, and not of whoever was signed in there before. */
const isWord = async (
  ctx: DeskContext,
  conversation: Conversation,
  { buyerId }: Handoff,
  seq: number | undefined,
): Promise<boolean> => {
  if (seq === undefined || buyerId === undefined) return false;
  const { store, tx, now } = ctx;
  const [message] = await store.conversations.messagesAfter(tx, conversation.id, seq - 1, 1);
  const { wordHours } = await readDeskSettings(ctx);
  const isBuyers = message?.seq === seq && message.from === 'buyer';
  if (!isBuyers || now >= plusHours(message.at, wordHours)) return false;
  return !(await store.accountLinks.isOfAnother(tx, message, buyerId));
};

const actOverriding = async (
  ctx: DeskContext,
  handoff: Handoff,
  wish: ActRequest & { readonly override: { readonly reason: string } },
): Promise<DeskResult<Acted>> => {
  const reason = wish.override.reason.trim();
  if (reason === '') return refuseDesk('reason_missing');
  const { minor, currency } = await moneyOf(ctx, wish);
  if (!(await needsSecond(ctx, minor, currency))) return performAct(ctx, handoff, wish);
  const disputeId = wish.disputeId ?? '';
  return askApproval(ctx, { kind: 'act', request: wish, disputeId, handoff, reason });
};

/** What the command moves at most. */
const moneyOf = async (ctx: DeskContext, { command, disputeId, orderId }: ActRequest) => {
  const loaded = disputeId === undefined ? undefined : await loadCase(ctx, disputeId);
  if (loaded) {
    const { dispute } = loaded.case_;
    return { minor: amountOf(command) ?? dispute.paid, currency: dispute.currency };
  }
  const order = await ctx.store.orders.find(ctx.tx, ctx.principal, orderId ?? '');
  return { minor: amountOf(command) ?? 0n, currency: order?.currency ?? 'USD' };
};

const amountOf = (command: Command): bigint | undefined => {
  switch (command.type) {
    case 'open':
      return command.form.amount;
    case 'propose':
      return command.amount;
    case 'survey':
    case 'add_evidence':
    case 'remove_evidence':
    case 'ship_back':
      return 0n;
    default:
      return undefined;
  }
};

/** Runs it, with everything checked; also what a second person has agreed to. */
export const performAct = async (
  ctx: DeskContext,
  handoff: Handoff,
  wish: ActRequest,
): Promise<DeskResult<Acted>> => {
  // Read again: between the asking and a second person's yes a file may have been forgotten.
  const evidence = await withEvidence(ctx, handoff, wish);
  if (!evidence.ok) return evidence;
  const { conversationId } = handoff;
  const done = await run({ ...ctx, conversationId }, { ...wish, command: evidence.value });
  if (!done.ok) return done;
  const { dispute } = done.value;
  const facts = {
    ...{ command: wish.command.type, seq: dispute.seq },
    ...(wish.word !== undefined && { word: wish.word }),
    ...(wish.override && { reason: wish.override.reason }),
  };
  await ctx.audit({ what: 'buyer.act', ...caseOf(handoff), disputeId: dispute.id, facts });
  await renewFacts(ctx, { ...handoff, disputeId: handoff.disputeId ?? dispute.id });
  const { reason: _written, ...told } = { reason: '', ...facts };
  const body = { ...told, disputeId: dispute.id };
  await tellDesk(ctx, handoff, 'acted', ctx.principal.id, body);
  return { ok: true, value: { done: true, view: done.value } };
};

const run = async (ctx: DeskContext, wish: ActRequest): Promise<Result<DisputeView>> => {
  const { command, disputeId, expectedSeq, orderId = '', itemId = '' } = wish;
  if (command.type === 'open') return openDispute(ctx, { orderId, itemId, form: command.form });
  return runCommand(ctx, {
    disputeId: disputeId ?? '',
    command,
    ...(expectedSeq !== undefined && { expectedSeq }),
    spokenFor: forBuyer,
  });
};
