import type { Handoff, HandoffChange } from '../handoff-port.ts';
import type { Conversation } from '../ports.ts';
import type { DeskContext, DeskResult } from './desk-context.ts';
import { refuseDesk } from './refuse-desk.ts';
import { isLive, isOwned } from './states.ts';
import type { DeskRefusal } from './views.ts';

export interface OnCase {
  readonly handoffId: string;
  /** The version that the asker saw; missing where that does not matter. */
  readonly version?: number;
}

interface LockedCase {
  readonly handoff: Handoff;
  readonly conversation: Conversation;
}

/** Loads the case and keeps everybody else away from it and its conversation until the transaction ends. */
export const onCase = async <T>(
  ctx: DeskContext,
  { handoffId, version }: OnCase,
  work: (locked: LockedCase) => Promise<DeskResult<T>>,
): Promise<DeskResult<T>> => {
  const { store, tx } = ctx;
  const handoff = await store.desk.handoffs.lock(tx, handoffId);
  if (!handoff) return refuseDesk('case_not_found');
  if (version !== undefined && version !== handoff.version) return refuseDesk('moved');
  const conversation = await store.conversations.find(tx, handoff.conversationId);
  if (!conversation) throw new Error(`Case ${handoffId} has no conversation.`);
  return work({ handoff, conversation });
};

type Refused = { readonly ok: false; readonly refusals: readonly DeskRefusal[] };

/** Why this person may not work on the case now; undefined if they have it. */
export const notTheirs = async (
  ctx: DeskContext,
  handoff: Handoff,
): Promise<Refused | undefined> => {
  if (!isLive(handoff)) return refuseDesk('case_over');
  if (handoff.agentId === ctx.principal.id) return undefined;
  return handoff.agentId === undefined ? refuseDesk('not_yours') : takenBy(ctx, handoff.agentId);
};

export const takenBy = async ({ staff, tx }: DeskContext, agentId: string): Promise<Refused> =>
  refuseDesk('taken', { agentId, agent: await staff.nameOf(tx, agentId) });

/** Writes the change; throws if somebody else was faster in spite of the lock. */
export const changeCase = async (
  { store, tx }: Pick<DeskContext, 'store' | 'tx'>,
  { id, version }: Handoff,
  change: HandoffChange,
): Promise<Handoff> => {
  const changed = await store.desk.handoffs.change(tx, id, version, change);
  if (!changed) throw new Error(`Case ${id} changed under its lock.`);
  return changed;
};

/** The conversation gets the owner that the case's state means. */
export const giveConversation = async (
  { store, tx }: Pick<DeskContext, 'store' | 'tx'>,
  conversation: Conversation,
  handoff: Handoff,
): Promise<void> => {
  const owner = isOwned(handoff) ? 'agent' : 'bot';
  const handoffId = isLive(handoff) ? handoff.id : undefined;
  if (owner === conversation.owner && handoffId === conversation.handoffId) return;
  const next = { owner, handoffId } as const;
  if (!(await store.conversations.setOwner(tx, conversation.id, conversation.owner, next)))
    throw new Error(`Conversation ${conversation.id} changed its owner under a lock.`);
};
