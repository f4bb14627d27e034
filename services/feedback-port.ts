import type { Instant } from './domain/time.ts';
import type { Tx } from './ports.ts';

/** A text that was not understood, or an answer that helped or did not. */
export interface NewFeedback {
  readonly at: Instant;
  readonly conversationId: string;
  readonly kind: /** Nothing was understood, or it did not fit the open question. */
    | 'missed'
    /** "Did you mean" was asked. */
    | 'asked'
    /** The answer did not help. `guesses` begins with the label that was answered. */
    | 'unsolved'
    /** It helped. */
    | 'solved';
  /** `flow/step` of the open question, or `idle`. */
  readonly prompt: string;
  /** What was said, with personal data masked (mask-text.ts) and cut; '' where only a button was pressed. */
  readonly text: string;
  /** Best first, at most three. */
  readonly guesses: readonly Guess[];
  readonly band: 'answer' | 'ask' | 'out';
  readonly followed: Followed;
}

export interface Guess {
  readonly label: string;
  /** 0..1 */
  readonly score: number;
}

export type Followed =
  /** Nothing yet: the buyer has said no more. */
  | 'left'
  /** A button was pressed; `label` is its meaning, where it has one. */
  | 'picked'
  /** "None of these". */
  | 'none'
  /** Said in other words, which were understood (`label`) or answered the question. */
  | 'rephrased'
  /** A person was asked for, or took over. */
  | 'handed_over';

export interface FeedbackRow extends NewFeedback {
  /** Grows with every row. */
  readonly no: number;
  /** Of the conversation. */
  readonly channel: string;
  /** What was meant, as the buyer showed by what followed. */
  readonly label?: string;
}

export interface Feedbacks {
  /** Answers the row's number. */
  add(tx: Tx, row: NewFeedback): Promise<number>;
  /** Notes what came after; of a row that is gone nothing. */
  follow(tx: Tx, no: number, followed: Followed, label?: string): Promise<void>;
  /** Oldest first; of more than `limit` the newest. */
  since(tx: Tx, from: Instant, limit: number): Promise<readonly FeedbackRow[]>;
  /** Removes at most `limit` rows from before this instant; answers how many. */
  forget(tx: Tx, before: Instant, limit: number): Promise<number>;
}
