/** How many in a row, and how many a second after that. */
export interface Limit {
  readonly burst: number;
  readonly perSecond: number;
}

export interface RateLimiter {
  /**
   * Takes `many`, by default one; 0 if there were as many, else the seconds until there will be. More than the burst
   * is never there.
   */
  take(key: string, many?: number): number;
}

/** No more keys than this are remembered: a flood of addresses must not become a flood of memory. */
const MAX_KEYS = 50_000;

/** A token bucket a key, in this process: on two nodes a client gets twice as much, never more. */
export function createRateLimiter(limit: Limit, nowMs: () => number): RateLimiter {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(key, many = 1) {
      const now = nowMs();
      const old = buckets.get(key);
      const refilled = old ? old.tokens + ((now - old.at) / 1000) * limit.perSecond : limit.burst;
      const tokens = Math.min(limit.burst, refilled);
      // Deleted first so that the map stays in order of use, the oldest at its front.
      buckets.delete(key);
      buckets.set(key, { tokens: tokens >= many ? tokens - many : tokens, at: now });
      if (buckets.size > MAX_KEYS) forgetOldest(buckets);
      return tokens >= many ? 0 : (many - tokens) / limit.perSecond;
    },
  };
}

function forgetOldest(buckets: Map<string, unknown>): void {
  for (const key of buckets.keys()) {
    buckets.delete(key);
    return;
  }
}
