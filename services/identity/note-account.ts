import type { AccountLink, LinkedChat } from '../identity-port.ts';
import type { Context } from '../ports.ts';

/** What happened to who is known in a chat, for the audit: ids alone. The channel's user id is a phone number on some. */
export const noteAccount = async (
  { store, tx, now }: Context,
  action: 'account.link' | 'account.verify' | 'account.unlink' | 'account.codes_refused',
  { conversationId, channel, buyerId }: LinkedChat & Partial<Pick<AccountLink, 'buyerId'>>,
): Promise<void> => {
  await store.audit.append(tx, {
    ...{ at: now, actor: 'buyer', role: 'system', action },
    subject: `conversation ${conversationId}`,
    details: { channel, ...(buyerId === undefined ? {} : { buyerId }) },
  });
};
