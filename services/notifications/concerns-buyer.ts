import type { DisputeEvent } from '../domain/event.ts';

/** Somebody else changed the buyer's dispute. What buyers do themselves, wherever they did it, is no news to them. */
export const concernsBuyer = ({ actor }: Pick<DisputeEvent, 'actor'>): boolean =>
  actor.role !== 'buyer';
