/** What a statement may be given. Booleans are stored as 0 and 1: PostgreSQL and SQLite agree on nothing else. */
export type Scalar = string | number | bigint | null | undefined;

/**
 * The form in which both databases take a value.
 * Throws on an integer beyond 2^53 - 1: node-sqlite3 would round it without a word.
 * PostgreSQL can't hold U+0000 in a text; both get U+FFFD, so that no client's id can make a statement fail.
 */
export const storable = (value: Scalar): string | number | null => {
  const plain = typeof value === 'bigint' ? Number(value) : value;
  if (typeof plain === 'number' && Math.abs(plain) > Number.MAX_SAFE_INTEGER)
    throw new RangeError(`${value} is too large to be stored exactly`);
  if (typeof plain === 'string') return plain.replaceAll('\u0000', '\uFFFD');
  return plain ?? null;
};
