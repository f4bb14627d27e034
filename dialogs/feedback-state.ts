import type { Json } from '../services/ports.ts';
import type { JsonArgs } from './kit/message.ts';

/** What a conversation keeps of misses and answers, until what the buyer does next is known. JSON. */
export type FeedbackState = {
  /** The answer of an article that was given in the turn before, and to which words. */
  answered?: { label: string; text: string; others: string[] } | undefined;
  /** "Did that help?" was asked in the turn before. */
  asked?: boolean;
  /** When it was asked last, in ms. */
  askedAt?: number;
  /** How often in a row it was asked and not answered. */
  ignored: number;
  /** Answers in a row that did not help. */
  unsolved: number;
  /** The row of the turn before, and what its buttons mean. */
  miss?: { no: number; offered: Offered[] } | undefined;
  /** It was asked which of several guesses was meant. */
  guessing?: boolean;
  /** Turns in a row that did not understand or asked what was meant. */
  unsure: number;
  /** Rows written for this conversation. */
  rows: number;
  /** The beginning of what the buyer wrote last, in plain words. */
  heard?: string;
  /** What was said last, as a fingerprint. */
  said?: number;
};

/** A button by what it begins. */
export type Offered = { label: string; flow: string; args: JsonArgs };

const none: FeedbackState = { ignored: 0, unsolved: 0, unsure: 0, rows: 0 };

/** Written by `writeState` alone, so that the shape is known; a conversation from before has nothing. */
export const readFeedback = (stored: Json | undefined): FeedbackState =>
  typeof stored === 'object' && stored !== null && 'rows' in stored
    ? { ...(stored as FeedbackState) }
    : { ...none };
