import type { Followed, Guess, NewFeedback } from '../feedback-port.ts';
import type { Context } from '../ports.ts';
import { maskText } from './mask-text.ts';

/** More guesses say nothing to an editor. */
const GUESSES = 3;

/**
 * Keeps what was not understood, or whether an answer helped, in the caller's transaction: one statement. `names` are
 * the buyer's own. Answers the row's number; undefined outside of a chat.
 */
export async function recordFeedback(
  ctx: Context,
  said: Omit<NewFeedback, 'at' | 'conversationId'> & { readonly names: string },
): Promise<number | undefined> {
  const { conversationId, now, store, tx } = ctx;
  if (conversationId === undefined) return undefined;
  const { names, ...row } = said;
  return store.feedback.add(tx, {
    ...row,
    ...{ at: now, conversationId, text: maskText(row.text, names) },
    guesses: row.guesses.slice(0, GUESSES).map(rounded),
  });
}

const rounded = ({ label, score }: Guess): Guess => ({
  label,
  score: Math.round(score * 100) / 100,
});

/** What the buyer did after it: one statement. */
export const followFeedback = (
  { store, tx }: Context,
  no: number,
  followed: Followed,
  label?: string,
): Promise<void> => store.feedback.follow(tx, no, followed, label);
