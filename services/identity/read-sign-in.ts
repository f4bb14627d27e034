import type { SignInRequest } from '../identity-port.ts';
import type { Context } from '../ports.ts';

/** The sign-in that this address belongs to. Undefined for what is unknown, over, used or replaced: nobody is told which. */
export const readSignIn = async (
  { store, tx, now }: Context,
  state: string,
): Promise<SignInRequest | undefined> => {
  const found = await store.accountLinks.requests.byState(tx, state);
  return found && found.endedAt === undefined && now < found.expiresAt ? found : undefined;
};
