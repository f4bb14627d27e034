import type { Tx } from '../services/ports.ts';
import type { InboxRow } from '../services/queues-port.ts';
import type { TurnDeps } from './turn-deps.ts';
import type { TurnEnd } from './worker.ts';

/** Ticks the activity off and says whether another one waits. */
export async function finish(
  deps: Pick<TurnDeps, 'store' | 'clock'>,
  tx: Tx,
  row: InboxRow,
): Promise<TurnEnd> {
  const { inbox } = deps.store;
  await inbox.done(tx, row.id, deps.clock.now());
  return (await inbox.countWaiting(tx, row.conversationId)) > 0 ? 'more' : 'idle';
}
