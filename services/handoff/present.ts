import { type Instant, instant } from '../domain/time.ts';

/** An open console says every 30 s that it is there; three times missed is gone. */
const goneAfterMs = 90_000;

export const presentSince = (now: Instant): Instant => instant(now - goneAfterMs);
