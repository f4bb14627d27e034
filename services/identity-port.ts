import type { Instant } from './domain/time.ts';
import type { Tx } from './ports.ts';

/** A chat on a channel that knows nothing of our buyers: the conversation and who writes there. */
export interface LinkedChat {
  readonly conversationId: string;
  /** As `Conversation.channel`. */
  readonly channel: string;
  /** The user id of the channel. */
  readonly userId: string;
}

/** Which buyer is in such a chat, as they have shown by signing in at the shop. */
export interface AccountLink extends LinkedChat {
  readonly buyerId: string;
  readonly linkedAt: Instant;
  /** Of the newest sign-in. */
  readonly verifiedAt: Instant;
}

/** A link of a buyer as it is or was. */
export interface PastLink extends Omit<AccountLink, 'buyerId'> {
  readonly endedAt?: Instant;
}

/** A way to the sign-in page that was sent into a chat. */
export interface SignInRequest extends LinkedChat {
  readonly no: number;
  readonly createdAt: Instant;
  /** From this instant on the page does not open any more. */
  readonly expiresAt: Instant;
  /** Codes that were typed in the chat. */
  readonly tries: number;
  /** Somebody signed in and was shown a code; its digest alone is kept. */
  readonly code?: {
    readonly buyerId: string;
    readonly hash: string;
    /** From this instant on it does not count any more. */
    readonly expiresAt: Instant;
  };
  /** Used, replaced by a newer one, or tried too often. */
  readonly endedAt?: Instant;
}

export type NewSignInRequest = LinkedChat &
  Pick<SignInRequest, 'createdAt' | 'expiresAt'> & {
    /** The unguessable part of the address; its digest alone is kept. */
    readonly state: string;
  };

export interface SignInRequests {
  /** Ends the requests of the conversation that are open. */
  add(tx: Tx, request: NewSignInRequest): Promise<void>;
  /** How many were made for the conversation at or after this instant. */
  countSince(tx: Tx, conversationId: string, from: Instant): Promise<number>;
  byState(tx: Tx, state: string): Promise<SignInRequest | undefined>;
  /** In place of an earlier code of it; false, with nothing written, if the request has ended. */
  giveCode(tx: Tx, no: number, code: NonNullable<SignInRequest['code']>): Promise<boolean>;
  /**
   * The open request of the conversation with one try more, locked until the transaction ends: the next one sees what
   * this one did. Undefined if there is none.
   */
  countTry(tx: Tx, conversationId: string): Promise<SignInRequest | undefined>;
  end(tx: Tx, no: number, at: Instant): Promise<void>;
  /** Ends those of the conversation that are open. */
  endOf(tx: Tx, conversationId: string, at: Instant): Promise<void>;
  /** Removes at most `limit` that were made before this instant; answers how many. */
  forget(tx: Tx, before: Instant, limit: number): Promise<number>;
}

export interface AccountLinks {
  /** The link that holds now. */
  find(tx: Tx, conversationId: string): Promise<AccountLink | undefined>;
  /**
   * The conversation belongs to the buyer from its next message on. Linked to them already: only `verifiedAt` is new.
   * Throws if it is linked to another one.
   */
  connect(tx: Tx, link: AccountLink): Promise<void>;
  /** The conversation is a visitor's from its next message on. What was linked; undefined if nothing was. */
  disconnect(tx: Tx, conversationId: string, at: Instant): Promise<AccountLink | undefined>;
  /** The message was written while another buyer than this one was known in that chat. */
  isOfAnother(
    tx: Tx,
    message: { readonly conversationId: string; readonly seq: number },
    buyerId: string,
  ): Promise<boolean>;
  readonly requests: SignInRequests;
}
