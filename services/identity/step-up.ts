import type { Instant } from '../domain/time.ts';
import { plusTimes24h } from '../domain/time.ts';

/**
 * Days for which a sign-in by link is good for what moves money: a phone number gets a new owner, a company account a new
 * colleague.
 * @source issue 6, part 4
 */
export const goodForDays = 30;

/**
 * What can't be undone needs a new sign-in first. `verifiedAt` is missing where the shop's own page vouches for the
 * buyer at each visit.
 */
export const mustSignInAgain = (verifiedAt: Instant | undefined, now: Instant): boolean =>
  verifiedAt !== undefined && now > plusTimes24h(verifiedAt, goodForDays);
