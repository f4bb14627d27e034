import { randomBytes, randomInt } from 'node:crypto';
import type { IdKind, Ids } from '../ports.ts';

const digits = 10;

const disputeId = (n: number): string => `D${String(n).padStart(digits, '0')}`;

/** Not guessable: 128 random bits. A dispute's id is read aloud and typed, so it is short and protected by ownership. */
export const randomIds = (): Ids => ({
  next: (kind) =>
    kind === 'dispute' ? disputeId(randomInt(10 ** digits)) : randomBytes(16).toString('base64url'),
});

/** For tests: `D1000000001`, `upload-1`, `upload-2` ...; every kind counts for itself, from `seed`. */
export const sequentialIds = (seed = 1): Ids => {
  const counts = new Map<IdKind, number>();
  return {
    next: (kind) => {
      const n = counts.get(kind) ?? seed;
      counts.set(kind, n + 1);
      return kind === 'dispute' ? disputeId(10 ** (digits - 1) + n) : `${kind}-${n}`;
    },
  };
};
