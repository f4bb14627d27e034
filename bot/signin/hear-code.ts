import type { Incoming } from '../../dialogs/kit/reply.ts';
import { codeIn } from '../../services/identity/code-in.ts';
import { isStranger } from '../../services/identity/is-stranger.ts';
import { type CodeTaken, takeCode } from '../../services/identity/take-code.ts';
import type { LinkedChat } from '../../services/identity-port.ts';
import type { Conversation, Tx } from '../../services/ports.ts';
import type { InboxRow } from '../../services/queues-port.ts';
import type { TurnDeps } from '../turn-deps.ts';
import { linkedChatOf, principalOf } from '../turn-scene.ts';
import { codeHash } from './code.ts';

/** What a turn is about, and whose it is. */
export interface Heard {
  readonly conversation: Conversation;
  readonly incoming: Incoming;
}

/**
 * Before anything is understood: who writes, and whether it is a sign-in code where one is waited for. A right one makes
 * the rest of this turn the buyer's, so that what they wanted goes on at once.
 */
export async function hearCode(
  deps: TurnDeps,
  tx: Tx,
  known: Conversation,
  { row, incoming }: { readonly row: Pick<InboxRow, 'activity'>; readonly incoming: Incoming },
): Promise<Heard> {
  const { by } = row.activity;
  const conversation = typeof by === 'string' ? { ...known, userId: by } : known;
  const chat = linkedChatOf(deps, conversation);
  if (!chat) return { conversation: known, incoming };
  if (typeof by === 'string' && (await isStranger({ store: deps.store, tx }, known.id, by))) {
    const { buyerId: _theirs, ...nobodys } = conversation;
    return { conversation: nobodys, incoming: { kind: 'code', taken: { is: 'stranger' } } };
  }
  const taken = await takenIn(deps, tx, { conversation, incoming }, chat);
  if (!taken) return { conversation, incoming };
  const told: Incoming = { kind: 'code', taken };
  if (taken.is !== 'linked') return { conversation, incoming: told };
  const { buyerId } = taken;
  await deps.store.notices.wake(tx, buyerId, deps.clock.now());
  await deps.store.sellerMessages.wake(tx, buyerId, deps.clock.now());
  return { conversation: { ...conversation, buyerId }, incoming: told };
}

async function takenIn(
  deps: TurnDeps,
  tx: Tx,
  { conversation, incoming }: Heard,
  chat: LinkedChat,
): Promise<CodeTaken | undefined> {
  const code = codeOf(incoming);
  if (code === undefined || deps.codeKey === undefined) return undefined;
  const { store, rulebooks, ids, clock } = deps;
  const principal = principalOf(conversation);
  const ctx = { tx, store, rulebooks, ids, now: clock.now(), principal };
  return takeCode(ctx, { ...chat, hash: codeHash(deps.codeKey, conversation.id, code) });
}

const codeOf = (incoming: Incoming): string | undefined =>
  incoming.kind === 'reply' && incoming.reply.kind === 'text'
    ? codeIn(incoming.reply.text)
    : undefined;
