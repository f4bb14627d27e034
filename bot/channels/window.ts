import type { Instant } from '../../services/domain/time.ts';
import { capabilitiesOf } from './capabilities.ts';

const HOUR_MS = 3_600_000;

export const hasWindow = (channel: string): boolean =>
  capabilitiesOf(channel).windowHours !== undefined;

/** Whether the channel takes a message of ours now. Some take them only for `windowHours` after the buyer's last one. */
export function isWindowOpen(channel: string, heardAt: Instant, now: Instant): boolean {
  const { windowHours } = capabilitiesOf(channel);
  return windowHours === undefined || now - heardAt < windowHours * HOUR_MS;
}
