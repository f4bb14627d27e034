import { instant } from '../../services/domain/time.ts';
import type { Clock, Conversation, Store } from '../../services/ports.ts';
import { hasWindow, isWindowOpen } from '../channels/window.ts';
import { Undeliverable } from '../outbox.ts';

/** The outbox row's error, by which it is found again when the buyer writes. */
const CLOSED = 'the channel’s time for answers is over: it waits for the buyer to write';
/** Older words are of no use any more. */
const OF_USE_MS = 7 * 86_400_000;

interface WindowDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/**
 * Throws `Undeliverable` where the channel takes nothing so long after the buyer's last message (Messenger, WhatsApp): it
 * would be refused, or cost us the page. The row is parked with the reason, and logged as not delivered.
 */
export async function expectOpenWindow(
  { store, clock }: WindowDeps,
  conversation: Pick<Conversation, 'id' | 'channel' | 'startedAt'> | undefined,
): Promise<void> {
  if (!conversation || !hasWindow(conversation.channel)) return;
  const { id, channel, startedAt } = conversation;
  const heardAt = await store.run((tx) => store.conversations.heardAt(tx, id));
  // Who came, and wrote nothing, is greeted.
  if (!isWindowOpen(channel, heardAt ?? startedAt, clock.now())) throw new Undeliverable(CLOSED);
}

/** The buyer wrote, so the window is open: what could not be delivered leaves now. */
export async function openWindow(
  { store, clock }: WindowDeps,
  { id, channel }: Pick<Conversation, 'id' | 'channel'>,
): Promise<void> {
  if (!hasWindow(channel)) return;
  const now = clock.now();
  const since = instant(now - OF_USE_MS);
  await store.run((tx) => store.outbox.release(tx, { stream: id, error: CLOSED, since }, now));
}
