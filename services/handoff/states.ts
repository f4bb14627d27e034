import type { Handoff, HandoffState, LiveState } from '../handoff-port.ts';

const live: ReadonlySet<HandoffState> = new Set<LiveState>([
  'waiting',
  'claimed',
  'waiting_buyer',
  'snoozed',
]);

export const isLive = ({ state }: Pick<Handoff, 'state'>): boolean => live.has(state);

/** Somebody has it, so the bot is silent. */
export const isOwned = ({ state }: Pick<Handoff, 'state'>): boolean =>
  state !== 'waiting' && live.has(state);
