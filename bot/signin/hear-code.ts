import type { Incoming } from '../../dialogs/kit/reply.ts';
import { codeIn } from '../../services/identity/code-in.ts';
import { takeCode } from '../../services/identity/take-code.ts';
import type { Conversation, Tx } from '../../services/ports.ts';
import type { TurnDeps } from '../turn-deps.ts';
import { linkedChatOf, principalOf } from '../turn-scene.ts';
import { codeHash } from './code.ts';

/** What a turn is about, and whose it is. */
export interface Heard {
  readonly conversation: Conversation;
  readonly incoming: Incoming;
}

/**
 * Before anything is understood: a sign-in code that was typed where one is waited for. A right one makes the rest of this
 * turn the buyer's, so that what they wanted goes on at once.
 */
export async function hearCode(
  deps: TurnDeps,
  tx: Tx,
  conversation: Conversation,
  incoming: Incoming,
): Promise<Heard> {
  const chat = linkedChatOf(deps, conversation);
  const code = chat && codeOf(incoming);
  if (!code || deps.codeKey === undefined) return { conversation, incoming };
  const { store, rulebooks, ids, clock } = deps;
  const principal = principalOf(conversation);
  const ctx = { tx, store, rulebooks, ids, now: clock.now(), principal };
  const hash = codeHash(deps.codeKey, conversation.id, code);
  const taken = await takeCode(ctx, { ...chat, hash });
  if (!taken) return { conversation, incoming };
  if (taken.is !== 'linked') return { conversation, incoming: { kind: 'code', taken } };
  await store.notices.wake(tx, taken.buyerId, ctx.now);
  await store.sellerMessages.wake(tx, taken.buyerId, ctx.now);
  return {
    conversation: { ...conversation, buyerId: taken.buyerId },
    incoming: { kind: 'code', taken },
  };
}

const codeOf = (incoming: Incoming): string | undefined =>
  incoming.kind === 'reply' && incoming.reply.kind === 'text'
    ? codeIn(incoming.reply.text)
    : undefined;
