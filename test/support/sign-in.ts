import { codeHash } from '../../bot/signin/code.ts';
import { talkStateOf } from '../../bot/turn-state.ts';
import { giveCode } from '../../services/identity/give-code.ts';
import { type Chat, codeKey } from './conversation.ts';
import { daysAfter } from './fixtures.ts';

/** Opens the link that the chat was sent last, signs in there as the demo buyer and is shown this code. */
export async function signInOnPage(chat: Chat, buyerId: string, code: string): Promise<void> {
  const { id, state } = await chat.conversation();
  const { signIn } = talkStateOf(state).dialogs;
  const link = String(Object(signIn).state);
  const hashOf = () => codeHash(codeKey, id, code);
  const given = await chat.meanwhile((ctx) => giveCode(ctx, { state: link, buyerId, hashOf }));
  if (given.is !== 'given') throw new Error(`The page says: ${given.is}`);
}

/** The chat is the demo buyer's since then. */
export async function signedInBefore(chat: Chat, buyerId: string, days: number): Promise<void> {
  const { id: conversationId, channel, userId } = await chat.conversation();
  await chat.meanwhile(({ store, tx, now }) => {
    const at = daysAfter(now, -days);
    const link = { conversationId, channel, userId, buyerId, linkedAt: at, verifiedAt: at };
    return store.accountLinks.connect(tx, link);
  });
}
