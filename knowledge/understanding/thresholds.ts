/**
 * The three bands, tuned on the development set of labelled utterances (`npm run evaluate`):
 * above `answer` the first label is acted on, above `ask` the best three are offered, below it is out of scope.
 */
export const thresholds = {
  answer: 0.4,
  ask: 0.08,
  /** The second label this near to the first makes even a sure first one a question. */
  margin: 0.15,
  /** A label below this is not worth a button. */
  offer: 0.04,
  /** None of our business only if it is so many times as likely as the best of ours. */
  out: 1.8,
} as const;
