/** The label of what is none of our business; it is never among the answers. */
export const OUT_OF_SCOPE = 'oos';

/** Words that go before or after what is wanted. */
export const smallTalk: ReadonlySet<string> = new Set([
  ...['greeting', 'thanks', 'goodbye', 'complaint', 'chitchat', 'help', 'yes', 'no'],
]);
