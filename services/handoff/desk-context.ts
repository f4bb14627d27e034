import type { Refusal, Result } from '../domain/refusal.ts';
import type { Context, Conversation, JsonObject, Principal, Tx } from '../ports.ts';
import type { DeskRefusal } from './views.ts';

export type Staff = Extract<Principal, { readonly kind: 'staff' }>;

/** A line of the product's own that the buyer reads: made of phrases in bot/. */
export type DeskLine =
  | { readonly what: 'joined'; readonly agent: string }
  | { readonly what: 'changed'; readonly agent: string };

/** How the desk speaks in a conversation: channels and phrases are known in bot/ alone. */
export interface DeskVoice {
  /** What an agent typed, as the conversation's channel shows it: plain text, never markup. */
  typed(
    conversation: Conversation,
    said: { readonly text: string; readonly agent: string },
  ): readonly JsonObject[];
  /** A picture of an agent's; undefined where the channel can't show one from here. */
  picture(
    conversation: Conversation,
    sent: {
      readonly uploadId: string;
      readonly name: string;
      readonly contentType: string;
      readonly agent: string;
    },
  ): JsonObject | undefined;
  line(tx: Tx, conversation: Conversation, line: DeskLine): Promise<readonly JsonObject[]>;
  /** The channel's client does not read the transcript: each message gets an outbox row. */
  isPushed(channel: string): boolean;
}

/** Who works here. The accounts are services/staff's. */
export interface StaffDirectory {
  /** The name that buyers and colleagues see; the id itself if there is none. */
  nameOf(tx: Tx, staffId: string): Promise<string>;
  /** Undefined for who is not there or may not sign in any more. */
  roleOf(tx: Tx, staffId: string): Promise<Staff['role'] | undefined>;
}

/** What a member of staff did, for the audit; written in the same transaction. */
export interface Deed {
  /** `handoff.claim`, `conversation.read`, `dispute.rule` ... */
  readonly what: string;
  readonly handoffId?: string;
  readonly conversationId?: string;
  readonly disputeId?: string;
  readonly orderId?: string;
  readonly buyerId?: string;
  readonly facts?: JsonObject;
}

/** A staff member's use case: a Context, and the desk's own ports. */
export interface DeskContext extends Context {
  readonly principal: Staff;
  readonly voice: DeskVoice;
  readonly staff: StaffDirectory;
  readonly audit: (deed: Deed) => Promise<void>;
}

export type DeskResult<T> = Result<T, readonly (DeskRefusal | Refusal)[]>;
