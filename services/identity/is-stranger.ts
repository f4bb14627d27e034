import type { Context } from '../ports.ts';

/**
 * The conversation is a buyer's by a link, and this user of the channel is somebody else: copied on a mail, say. Nothing
 * of theirs may count there.
 */
export const isStranger = async (
  { store, tx }: Pick<Context, 'store' | 'tx'>,
  conversationId: string,
  userId: string,
): Promise<boolean> => {
  const link = await store.accountLinks.find(tx, conversationId);
  return link !== undefined && link.userId !== userId;
};
