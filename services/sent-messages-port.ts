import type { Instant } from './domain/time.ts';
import type { Tx } from './ports.ts';

/** A message with buttons as it arrived on a channel: what is needed to take the buttons away again. */
export interface SentMessage {
  readonly conversationId: string;
  /** Of the message in the transcript. */
  readonly seq: number;
  /** The prompt whose choices its buttons are. */
  readonly promptId: string;
  /** The channel's own id of it; missing where the channel gave none. */
  readonly activityId?: string;
}

export interface SentMessages {
  /** Sent again (a crash between the send and this): the newest id counts. */
  add(tx: Tx, sent: SentMessage, at: Instant): Promise<void>;
  /** The one that was sent last. */
  ofPrompt(tx: Tx, conversationId: string, promptId: string): Promise<SentMessage | undefined>;
}
