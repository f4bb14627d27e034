import type { Conversation, JsonObject } from '../services/ports.ts';
import { noticeIdIn, putOffNotice } from './notice-turn.ts';
import type { TurnDeps } from './turn-deps.ts';
import { finish } from './turn-finish.ts';
import { TurnOverdue } from './turn-limit.ts';
import { listenerOf } from './turn-scene.ts';
import { BOT, rendered, speak } from './turn-speak.ts';
import type { TurnEnd } from './worker.ts';

/** Then the row is done and the buyer is told what did not happen. */
const MAX_TRIES = 2;

/**
 * A turn threw and all of it was rolled back: counts the try, and after the last one apologises with a reference.
 * The dialog's state stays, so the question that was open is still open. Throws if the database can't even do this.
 */
export async function recordFault(
  deps: TurnDeps,
  conversationId: string,
  error: unknown,
): Promise<TurnEnd> {
  const reference = deps.ids.next('fault');
  deps.log.error({ err: error, conversationId, reference }, 'a turn failed');
  const outcome = await deps.store.run(async (tx) => {
    const conversation = await deps.store.conversations.lock(tx, conversationId);
    if (!conversation) return { end: 'busy' as const, said: [] };
    const row = await deps.store.inbox.next(tx, conversationId);
    if (!row) return { end: 'idle' as const, said: [] };
    const tries = await deps.store.inbox.failed(tx, row.id, reference);
    // A turn that took too long would only take as long again.
    const isOverdue = error instanceof TurnOverdue;
    if (tries < MAX_TRIES && !isOverdue) return { end: 'more' as const, said: [] };
    const noticeId = noticeIdIn(row.activity);
    if (noticeId !== undefined) {
      await putOffNotice(deps, tx, noticeId);
      return { end: await finish(deps, tx, row), said: [] };
    }
    // A person has the conversation: the bot says nothing, not even this (I24).
    if (conversation.owner !== 'bot') return { end: await finish(deps, tx, row), said: [] };
    const key = isOverdue ? 'fault.slow' : 'fault.turn';
    const words = apology(deps, conversation, { key, data: { reference } });
    const said = await speak(deps, tx, conversation, words);
    return { end: await finish(deps, tx, row), said };
  });
  deps.news.publish(conversationId, outcome.said);
  if (outcome.said.length > 0) deps.posted?.();
  return outcome.end;
}

function apology(
  deps: TurnDeps,
  conversation: Conversation,
  phrase: { readonly key: string; readonly data: { readonly reference: string } },
): readonly JsonObject[] {
  const message = { text: [phrase] };
  const { reference } = phrase.data;
  try {
    return rendered(deps, [message], conversation, listenerOf(deps, conversation)).activities;
  } catch (error) {
    // The fault may be the renderer's own; the buyer is told all the same.
    deps.log.error({ err: error, reference }, 'the apology could not be rendered');
    const text = `Something went wrong on our side, and your last message changed nothing. Reference: ${reference}`;
    return [{ type: 'message', textFormat: 'plain', text, from: BOT }];
  }
}
