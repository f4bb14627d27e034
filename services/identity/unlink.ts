import { leaveQueue } from '../handoff/leave-queue.ts';
import type { Context } from '../ports.ts';
import { noteAccount } from './note-account.ts';

/**
 * The conversation is a visitor's from now on, and nobody is waited for in it: a person would tell what is the buyer's to
 * whoever is there then. False if it was not linked. What the dialogs remember is the caller's to drop.
 */
export const unlink = async (ctx: Context, conversationId: string): Promise<boolean> => {
  const { accountLinks } = ctx.store;
  const link = await accountLinks.disconnect(ctx.tx, conversationId, ctx.now);
  await accountLinks.requests.endOf(ctx.tx, conversationId, ctx.now);
  if (!link) return false;
  await noteAccount(ctx, 'account.unlink', link);
  await leaveQueue(ctx, conversationId);
  return true;
};
