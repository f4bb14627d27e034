import type { Place } from '../notices-port.ts';

/**
 * Where the buyer is told of a dispute: in the conversation that it was opened in, or, if the buyer was heard of later in
 * another one on the same channel, there: a web chat that was left is read by nobody. For a dispute that no chat opened,
 * where the buyer was heard of last. `places` come in that order; undefined if none can be reached.
 */
export const choosePlace = (
  places: readonly Place[],
  originId: string | undefined,
  canReach: (place: Place) => boolean,
): Place | undefined => {
  const reachable = places.filter(canReach);
  const origin = reachable.find(({ conversationId }) => conversationId === originId);
  if (!origin) return reachable[0];
  return (
    reachable.find(({ channel, heard }) => channel === origin.channel && heard > origin.heard) ??
    origin
  );
};
