import type { Message } from '../dialogs/kit/message.ts';
import type { Clock } from '../services/ports.ts';
import type { Converse, TurnDeps } from './turn-deps.ts';

/** So many in so many milliseconds are no typing errors any more. */
const MANY = 10;
const WITHIN_MS = 600_000;
/** No more buyers than this are remembered. */
const MAX_BUYERS = 10_000;

/** What is said of an order or a dispute that is somebody else's or nobody's: both sound alike. */
const notTheirs = new Set(['refusal.not_found', 'status.not_found']);

/** The same dialogs; a buyer who tries one number after the other is told to the operator, by id alone. */
export function watchingGuesses(
  converse: Converse,
  { log, clock }: Pick<TurnDeps, 'log'> & { readonly clock: Clock },
): Converse {
  const tries = new Map<string, readonly number[]>();
  return async (incoming, state, scene, turnContext) => {
    const talk = await converse(incoming, state, scene, turnContext);
    const buyerId = scene.buyer?.id;
    if (buyerId === undefined || !talk.messages.some(saysNotFound)) return talk;
    const now = clock.now();
    const recent = [...(tries.get(buyerId) ?? []).filter((at) => now - at < WITHIN_MS), now];
    // Deleted first so that the map stays in order of use, the oldest at its front.
    tries.delete(buyerId);
    if (recent.length < MANY) tries.set(buyerId, recent);
    else log.warn({ buyerId, event: 'guessing' }, 'a buyer asks for many orders of others');
    const [oldest] = tries.size > MAX_BUYERS ? tries.keys() : [];
    if (oldest !== undefined) tries.delete(oldest);
    return talk;
  };
}

const saysNotFound = ({ text }: Message): boolean => text.some(({ key }) => notTheirs.has(key));
