import type { Clock, JsonObject } from '../../services/ports.ts';
import { withAddresses } from './direct-line/outbound-activity.ts';
import { createTokens } from './direct-line/tokens.ts';

/** The activity with the pictures in it as addresses that the channel can fetch. */
export type ShowPictures = (conversationId: string, activity: JsonObject) => JsonObject;

/** Stored messages say `upload:ID`; an address is signed in the moment of leaving and expires, as in our own chat. */
export function createPictures(deps: {
  readonly secret: string;
  readonly wallClock: Clock;
  readonly baseUrl: () => string;
}): ShowPictures {
  const out = { baseUrl: deps.baseUrl, tokens: createTokens(deps) };
  return (conversationId, activity) => withAddresses(out, conversationId, activity) as JsonObject;
}
