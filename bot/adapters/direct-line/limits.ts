import { createRateLimiter } from '../../http/rate-limit.ts';
import type { DirectLineDeps } from './deps.ts';

const DAY_SECONDS = 86_400;
/** What a conversation may send in files in a day: many times what a dispute takes. */
const BYTES_A_DAY = 40_000_000;

/** What one conversation may ask of us. */
export function createLimits(
  nowMs: () => number,
): Pick<DirectLineDeps, 'uploadLimit' | 'uploadQuota' | 'activityLimit'> {
  return {
    uploadLimit: createRateLimiter({ burst: 20, perSecond: 0.5 }, nowMs),
    uploadQuota: createRateLimiter(
      { burst: BYTES_A_DAY, perSecond: BYTES_A_DAY / DAY_SECONDS },
      nowMs,
    ),
    activityLimit: createRateLimiter({ burst: 30, perSecond: 2 }, nowMs),
  };
}
